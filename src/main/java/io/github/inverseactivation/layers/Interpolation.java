package io.github.inverseactivation.layers;

/** How an image is resized: what lies between its pixels. */
public enum Interpolation {
  /** The nearest pixel: rows and columns are repeated. */
  NEAREST,
  /** A straight line between neighbouring pixels. */
  BILINEAR,
  /** A cubic through four pixels along each axis (Keys 1981, a = -1/2). */
  BICUBIC,
  /** A windowed sinc of radius 3. */
  LANCZOS3,
  /** A windowed sinc of radius 5. */
  LANCZOS5
}

package io.github.inverseactivation.layers.preprocessing;

/** What lies outside an image that is moved, turned or made smaller. */
public enum FillMode {
  /** One value. */
  CONSTANT,
  /** The image mirrored at its edges: {@code d c b a | a b c d | d c b a}. */
  REFLECT,
  /** The image again: {@code a b c d | a b c d | a b c d}. */
  WRAP,
  /** The pixels at the edges: {@code a a a a | a b c d | d d d d}. */
  NEAREST
}

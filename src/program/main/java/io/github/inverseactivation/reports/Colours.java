package io.github.inverseactivation.reports;

import java.awt.Color;

/** The colours of all pictures, far apart also for eyes that tell red from green badly. */
final class Colours {
  /** Of what is above 0, and of training. */
  static final Color POSITIVE = new Color(0xD0501A);

  /** Of what is below 0, and of validation. */
  static final Color NEGATIVE = new Color(0x1F62A8);

  static final Color TEXT = new Color(0x222222);
  static final Color FAINT = new Color(0xDDDDDD);

  private Colours() {}

  /**
   * The colour of a number: white for 0, then towards that of its sign.
   *
   * @param value from -1 to 1; anything else is taken for the nearer end, and no number for 0
   */
  static int of(double value) {
    double part = Math.min(Math.abs(value), 1);
    return mix(Double.isNaN(value) ? 0 : part, value < 0 ? NEGATIVE : POSITIVE);
  }

  /** A colour with so much of it on white. */
  static int mix(double part, Color colour) {
    return shade(part, colour.getRed()) << 16
        | shade(part, colour.getGreen()) << 8
        | shade(part, colour.getBlue());
  }

  private static int shade(double part, int full) {
    return (int) Math.round(255 + part * (full - 255));
  }
}

package io.github.inverseactivation.saving.config;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of Keras that wrote a file: what names and defaults in it mean.
 *
 * @param major the first number, 3 in 3.15.1
 * @param minor the second number, 15 in 3.15.1
 */
public record KerasVersion(int major, int minor) implements Comparable<KerasVersion> {
  /** The version whose meanings this library has; what is written is written as of it. */
  public static final KerasVersion CURRENT = new KerasVersion(3, 15);

  /** The version of files in {@code .h5} that name none: older than any that does. */
  public static final KerasVersion UNNAMED = new KerasVersion(1, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})([^0-9].*)?");

  /**
   * Parses a version as files give it.
   *
   * @param text a text such as {@code "2.2.4-tf"}
   * @return the version
   * @throws IllegalArgumentException if it does not begin with two numbers
   */
  public static KerasVersion of(String text) {
    Matcher matcher = TEXT.matcher(Objects.requireNonNull(text, "text").trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "keras_version must begin with two numbers, such as 2.15.0, not '"
              + text.substring(0, Math.min(text.length(), 40))
              + "'");
    }
    return new KerasVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Whether this version is older than another.
   *
   * @param otherMajor the other's first number
   * @param otherMinor the other's second number
   * @return true if it is
   */
  public boolean isBefore(int otherMajor, int otherMinor) {
    return compareTo(new KerasVersion(otherMajor, otherMinor)) < 0;
  }

  /**
   * Whether activity regularizers may have been sums over the batch, where they are divided by the
   * number of examples today: in Keras 3.0 to 3.13, and in the Keras before tf.keras.
   */
  boolean sumsActivityPenalties() {
    return isBefore(2, 4) || !isBefore(3, 0) && isBefore(3, 14);
  }

  @Override
  public int compareTo(KerasVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  /**
   * The version as files give it, without the third number.
   *
   * @return a text such as {@code 3.15}
   */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}

package io.github.inverseactivation.callbacks;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How Keras writes numbers and times. */
final class Progress {
  private Progress() {}

  /** {@code - key: value} for each, sorted, {@code val_} last. */
  static String metrics(Map<String, Double> logs) {
    StringBuilder text = new StringBuilder();
    Map<String, Double> sorted = new TreeMap<>(logs);
    sorted.forEach((key, value) -> append(text, key, value, false));
    sorted.forEach((key, value) -> append(text, key, value, true));
    return text.toString();
  }

  private static void append(StringBuilder text, String key, double value, boolean validation) {
    if (key.startsWith("val_") == validation) {
      String format = Math.abs(value) > 1e-3 ? "%.4f" : "%.4e";
      text.append(" - ").append(key).append(": ").append(String.format(Locale.ROOT, format, value));
    }
  }

  /** The time of one step: {@code 2s/step}, {@code 15ms/step}, {@code 120us/step}. */
  static String perStep(double seconds) {
    if (seconds >= 1 || seconds == 0) {
      return Math.round(seconds) + "s/step";
    }
    if (seconds >= 1e-3) {
      return Math.round(seconds * 1e3) + "ms/step";
    }
    return Math.round(seconds * 1e6) + "us/step";
  }

  /** A duration: {@code 7s}, {@code 1:05}, {@code 2:03:09}. */
  static String duration(double seconds) {
    long whole = (long) seconds;
    if (whole > 3600) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
    }
    if (whole > 60) {
      return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
    return whole + "s";
  }
}

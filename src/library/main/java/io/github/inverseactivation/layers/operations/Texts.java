package io.github.inverseactivation.layers.operations;

import java.util.stream.Collectors;

/** Arguments as Python writes them, for messages. */
final class Texts {
  private static final int LONGEST = 60;

  private Texts() {}

  static String of(Value value) {
    String text = whole(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  private static String whole(Value value) {
    if (value == null || value instanceof Value.None) {
      return "None";
    }
    if (value instanceof Value.Whole number) {
      return String.valueOf(number.number());
    }
    if (value instanceof Value.Real number) {
      return String.valueOf(number.number());
    }
    if (value instanceof Value.Truth truth) {
      return truth.truth() ? "True" : "False";
    }
    if (value instanceof Value.Text text) {
      return "'" + text.text() + "'";
    }
    if (value instanceof Value.Sequence sequence) {
      return sequence.values().stream()
          .limit(LONGEST)
          .map(Texts::whole)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Value.Slice slice) {
      return whole(slice.start()) + ":" + whole(slice.stop()) + ":" + whole(slice.step());
    }
    if (value instanceof Value.Constant constant) {
      return "an array of " + constant.dtype() + " " + constant.shape();
    }
    return value instanceof Value.Ellipsis ? "..." : "a tensor";
  }
}

package io.github.inverseactivation.layers.operations;

import java.util.HashMap;
import java.util.Map;

/** Why some of Keras's operations are not here. */
final class Refusals {
  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    add(
        "it calls a function of Python, which is not in the file as anything that Java could run",
        "AssociativeScan Cond ForiLoop JVP Map Scan Switch VectorizedMap WhileLoop");
    add(
        "the shape of its result depends on the values of its tensors",
        "Arange Histogram Nonzero Unique");
    add(
        "it makes or takes complex numbers, which tensors among layers are not here",
        "Eig ISTFT Polar ViewAsComplex ViewAsReal");
    add("its result is not defined", "EmptyLike");
    add("it reads the bytes of numbers as another type", "View");
  }

  private Refusals() {}

  private static void add(String reason, String classNames) {
    for (String each : classNames.split(" ")) {
      REASONS.put(each, reason);
    }
  }

  /** Why an operation that has no row in the table has none. */
  static String reason(String className) {
    return REASONS.getOrDefault(className, "it has no rule here");
  }
}

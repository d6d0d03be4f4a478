package io.github.inverseactivation.topology;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Keras's default names: of layers in a model, and of their places in a file of weights. */
public final class Names {
  /** Classes that Keras exports under another name than they have in Python, which counts here. */
  private static final Map<String, String> IN_PYTHON =
      Map.of("GroupQueryAttention", "GroupedQueryAttention");

  private final Map<String, Integer> used = new HashMap<>();

  /** Starts counting. */
  public Names() {}

  /**
   * The next name of a class: {@code dense}, {@code dense_1}.
   *
   * @param className the class, such as {@code Dense}
   * @return its name
   */
  public String next(String className) {
    return numbered(snakeCase(IN_PYTHON.getOrDefault(className, className)));
  }

  /**
   * The next use of a name: itself, then with a number behind it.
   *
   * @param base the name
   * @return {@code base}, {@code base_1}, ...
   */
  public String numbered(String base) {
    int count = used.merge(base, 1, Integer::sum) - 1;
    return count == 0 ? base : base + "_" + count;
  }

  /**
   * Keras's spelling of a class: {@code MaxPooling2D} becomes {@code max_pooling2d}.
   *
   * @param className the class's name
   * @return the name in lower case
   */
  public static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}

package io.github.inverseactivation.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.exceptions.TensorFlowException;

/** Says which layers TensorFlow has no gradient for. */
final class MissingGradient {
  private static final Pattern MESSAGE = Pattern.compile("No gradient defined for op: (\\w+)");

  private MissingGradient() {}

  /**
   * Adds gradients.
   *
   * @throws IllegalStateException if there is none of an operation; the message names it and the
   *     layers that it is in
   */
  static <R> R named(Graph graph, Supplier<R> gradients) {
    try {
      return gradients.get();
    } catch (TensorFlowException e) {
      Matcher missing = MESSAGE.matcher(String.valueOf(e.getMessage()));
      if (!missing.find()) {
        throw e;
      }
      String type = missing.group(1);
      throw new IllegalStateException(
          "TensorFlow has no gradient of "
              + type
              + ", which the layers "
              + layers(graph, type)
              + " compute with, so what comes before them cannot be trained: freeze those layers"
              + " with trainable(false), or train the model in Python",
          e);
    }
  }

  /** Operations are named after their layers. */
  private static List<String> layers(Graph graph, String type) {
    List<String> layers = new ArrayList<>();
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
      GraphOperation each = all.next();
      if (each.type().equals(type)) {
        int slash = each.name().indexOf('/');
        String layer = "'" + (slash < 0 ? each.name() : each.name().substring(0, slash)) + "'";
        if (!layers.contains(layer)) {
          layers.add(layer);
        }
      }
    }
    return layers;
  }
}

package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Node;
import org.tensorflow.ndarray.Shape;

/**
 * The output's shape that a {@code Deconvolution2D} of Keras 1 was given. Where it is the shape
 * that a transposed convolution has of itself, the numbers are the same; where it is not, they are
 * placed otherwise, or there are more of them.
 */
final class FormerShapes {
  private static final String CLASS = "Deconvolution2D";

  private FormerShapes() {}

  /**
   * Compares the shapes that a model's layers declare with those that they have.
   *
   * @throws IllegalArgumentException if they differ
   */
  static void check(JsonNode model, Network network) {
    JsonNode config = model.path("config");
    for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
      if (layer.path("class_name").asText().equals(CLASS)) {
        String name = layer.path("config").path("name").asText(layer.path("name").asText());
        JsonNode declared = layer.path("config").path("output_shape");
        for (Node node : network.nodes()) {
          if (node.layer().name().equals(name) && declared.isArray()) {
            compare(name, declared, node.outputShapes().get(0));
          }
        }
      }
    }
  }

  private static void compare(String name, JsonNode declared, Shape actual) {
    boolean same = declared.size() == actual.numDimensions();
    for (int i = 1; same && i < declared.size(); i++) { // but for the batch's size
      JsonNode size = declared.get(i);
      same = size.isNull() || size.isIntegralNumber() && size.longValue() == actual.get(i);
    }
    if (!same) {
      throw new IllegalArgumentException(
          "layer '"
              + name
              + "' ("
              + CLASS
              + "): output_shape is "
              + Json.excerpt(declared)
              + ", and a Conv2DTranspose of its options gives "
              + Json.shape(actual)
              + ": in Python, take the weights over into a Conv2DTranspose with an"
              + " output_padding, and save again");
    }
  }
}

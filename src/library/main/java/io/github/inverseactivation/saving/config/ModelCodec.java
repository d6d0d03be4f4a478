package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.Layer;
import java.util.Optional;

/** Reads and writes the layers that are no class with options, but models. */
public interface ModelCodec {

  /**
   * Reads a layer that is a model.
   *
   * @param node its configuration
   * @param plain a codec for all other layers
   * @return the layer, empty if it is no model
   * @throws IllegalArgumentException if it cannot be read
   */
  Optional<Layer> read(JsonNode node, KerasConfig plain);

  /**
   * Writes a layer that is a model.
   *
   * @param layer the layer
   * @return its configuration, empty if it is no model
   * @throws IllegalArgumentException if something in it has no name in Keras's files
   */
  Optional<ObjectNode> write(Layer layer);
}

package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.NetworkLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/** Reads a Sequential: its layers, and what goes in, which several places may say. */
final class SequentialReader {
  private final Function<JsonNode, Layer> layerReader;
  private final List<Layer> layers = new ArrayList<>();
  private NetworkInput input;

  /**
   * A reader for one model.
   *
   * @param layerReader reads a layer, which may be a model in turn
   */
  SequentialReader(Function<JsonNode, Layer> layerReader) {
    this.layerReader = layerReader;
  }

  Network read(JsonNode model) {
    JsonNode config = model.path("config");
    for (JsonNode node : config.isArray() ? config : config.path("layers")) { // a list in old files
      JsonNode options = node.path("config");
      if (node.path("class_name").asText().equals("InputLayer")) {
        Json.checkInput(node);
        Json.batchShape(options)
            .ifPresent(
                shape ->
                    begin(options.path("name").asText("input_layer"), shape, Json.dtype(options)));
      } else {
        if (layers.isEmpty() && options.path("layers").isArray() && isMerge(node)) {
          throw new IllegalArgumentException(
              "the model begins with a Merge of several models, which a Sequential has not been"
                  + " since Keras 1: write it with the functional API in Python, take the weights"
                  + " over, and save again");
        }
        Json.batchShape(options)
            .ifPresent(shape -> begin("input_layer", shape, Json.dtypeOfFirstLayer(options)));
        layers.add(layerReader.apply(node));
      }
    }
    if (input == null) {
      Shape shape =
          Json.shape(config.path("build_input_shape"))
              .or(() -> Json.shape(model.path("build_config").path("input_shape")))
              .or(() -> firstModelsInput().map(NetworkInput::shape))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the input's shape is not in the file: build the model before saving"
                              + " it"));
      DType dtype = firstModelsInput().map(NetworkInput::dtype).orElse(DType.FLOAT32);
      input = new NetworkInput("input_layer", shape, dtype);
    }
    return Network.chain(config.path("name").asText("sequential"), input, layers);
  }

  private static boolean isMerge(JsonNode node) {
    return node.path("class_name").asText().equals("Merge");
  }

  /** Only the first layer of all says what goes in. */
  private void begin(String name, Shape shape, DType dtype) {
    if (input == null && layers.isEmpty()) {
      input = new NetworkInput(name, shape, dtype);
    }
  }

  private Optional<NetworkInput> firstModelsInput() {
    return !layers.isEmpty() && layers.get(0) instanceof NetworkLayer nested
        ? Optional.of(nested.network().inputs().get(0))
        : Optional.empty();
  }
}

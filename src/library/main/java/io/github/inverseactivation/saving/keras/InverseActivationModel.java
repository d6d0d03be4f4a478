package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.saving.config.KerasConfig;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * InverseActivation as a model of layers that every Keras has:
 *
 * <pre>
 *            +--------------------> f ---+
 * input -----+                           +---> Concatenate
 *            +---> Rescaling(-1) -> f ---+
 * </pre>
 *
 * <p>So a file with it needs no code of ours in Python, and Python computes the same to the last
 * digit: a multiplication by -1 is exact.
 */
final class InverseActivationModel {
  private static final String LAYERS = "keras.layers";

  private InverseActivationModel() {}

  /**
   * Writes the model.
   *
   * @param config the layer's own configuration
   * @param name the layer's name
   * @param shape the shape of its input
   */
  static ObjectNode write(JsonNode config, String name, Shape shape) {
    boolean last = config.path("data_format").asText().equals("channels_last");
    JsonNode activation = config.get("activation");
    ObjectNode model = Json.layer("keras", "Model");
    ObjectNode outer = (ObjectNode) model.get("config");
    outer.put("name", name).put("trainable", config.path("trainable").asBoolean(true));
    ArrayNode layers = outer.putArray("layers");

    ObjectNode input = Json.inputLayer("input", shape, DType.FLOAT32);
    node(layers, input, "input");
    node(layers, function(activation, "positive"), "positive", tensor("input", shape));
    ObjectNode negate = Json.layer(LAYERS, "Rescaling");
    ((ObjectNode) negate.get("config"))
        .put("dtype", "float32")
        .put("scale", -1.0)
        .put("offset", 0.0);
    node(layers, negate, "negate", tensor("input", shape));
    node(layers, function(activation, "negative"), "negative", tensor("negate", shape));
    ObjectNode concatenate = Json.layer(LAYERS, "Concatenate");
    ((ObjectNode) concatenate.get("config")).put("dtype", "float32").put("axis", last ? -1 : 1);
    ArrayNode both = JsonNodeFactory.instance.arrayNode();
    both.add(tensor("positive", shape)).add(tensor("negative", shape));
    node(layers, concatenate, "concatenate", both);

    outer.putArray("input_layers").add("input").add(0).add(0);
    outer.putArray("output_layers").add("concatenate").add(0).add(0);
    return model;
  }

  /** The layer that computes f: Keras takes layers with arguments, but functions only by name. */
  private static ObjectNode function(JsonNode activation, String name) {
    ObjectNode layer;
    if (activation.isTextual() && activation.textValue().equals("relu")) {
      layer = Json.layer(LAYERS, "ReLU");
    } else if (activation.path("module").asText().equals(LAYERS)) {
      layer = activation.deepCopy();
    } else {
      layer = Json.layer(LAYERS, "Activation");
      ((ObjectNode) layer.get("config")).set("activation", activation);
    }
    ((ObjectNode) layer.get("config")).put("name", name).put("dtype", "float32");
    return layer;
  }

  private static void node(ArrayNode layers, ObjectNode layer, String name, JsonNode... argument) {
    ((ObjectNode) layer.get("config")).put("name", name);
    layer.put("name", name);
    ArrayNode inbound = layer.putArray("inbound_nodes");
    if (argument.length > 0) {
      ObjectNode call = inbound.addObject();
      call.putArray("args").add(argument[0]);
      call.putObject("kwargs");
    }
    layers.add(layer);
  }

  private static ObjectNode tensor(String layer, Shape shape) {
    ObjectNode tensor = JsonNodeFactory.instance.objectNode();
    tensor.put("class_name", "__keras_tensor__");
    ObjectNode config = tensor.putObject("config");
    config.set("shape", Json.shape(shape));
    config.put("dtype", "float32");
    config.putArray("keras_history").add(layer).add(0).add(0);
    return tensor;
  }

  /**
   * Recognises the model, whatever its layers are called and whoever wrote it.
   *
   * @param node the configuration of a functional model
   * @return the layer, empty if the model computes something else
   * @throws IllegalArgumentException if the function f cannot be read
   */
  static Optional<Layer> read(JsonNode node, KerasConfig codec) {
    return new InverseActivationPattern(node.path("config"))
        .match()
        .map(
            match -> {
              ObjectNode layer = Json.layer(null, "InverseActivation");
              layer.put("registered_name", InverseActivationClass.REGISTERED_NAME);
              ObjectNode config = (ObjectNode) layer.get("config");
              for (String key : List.of("name", "trainable")) {
                if (node.path("config").has(key)) {
                  config.set(key, node.path("config").get(key));
                }
              }
              config.set("activation", match.activation());
              config.put("data_format", match.channelsLast() ? "channels_last" : "channels_first");
              return codec.readLayer(layer);
            });
  }
}

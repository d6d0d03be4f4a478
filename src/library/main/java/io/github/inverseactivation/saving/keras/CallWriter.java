package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Structure;
import java.util.List;
import java.util.Set;

/** Writes a call as Python makes it: the reverse of {@link CallArguments}. */
final class CallWriter {
  private static final Set<String> QUERY_LAYERS =
      Set.of("MultiHeadAttention", "GroupQueryAttention");

  /** Take a list, also of one tensor. */
  private static final Set<String> MERGING =
      Set.of("Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply");

  /**
   * Classes whose calls have, as those of recurrent layers do, an argument for a mask, if they have
   * a single input.
   */
  private static final Set<String> MASKED =
      Set.of(
          "TimeDistributed",
          "Softmax",
          "BatchNormalization",
          "GlobalAveragePooling1D",
          "Functional",
          "Model",
          "Sequential");

  private CallWriter() {}

  /**
   * One of the {@code inbound_nodes}.
   *
   * @param layer the layer that is called
   * @param className its class in Python
   * @param tensors what it takes here
   * @param masksLater whether Python is to find masks when it runs the model, not when it reads it
   */
  static ObjectNode write(
      Layer layer, String className, List<JsonNode> tensors, boolean masksLater) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    ArrayNode arguments = call.putArray("args");
    ObjectNode options = call.putObject("kwargs");
    if (layer instanceof NetworkLayer nested) {
      // A list of one is taken as one, too.
      Structure<Integer> inputs = nested.network().inputStructure();
      boolean one = tensors.size() == 1 && !inputs.hasNames();
      arguments.add(Json.structure(one ? Structure.one(0) : inputs, tensors::get));
    } else if (QUERY_LAYERS.contains(className)) {
      // by their places: Python would go through named ones in the order of their names
      arguments.addAll(tensors.subList(0, Math.min(tensors.size(), 3)));
      if (tensors.size() > 3) {
        options.set("attention_mask", tensors.get(3));
      }
    } else if (CallArguments.isRecurrent(className) && tensors.size() > 1) {
      arguments.add(tensors.get(0));
      if (tensors.size() == 2) {
        options.set("initial_state", tensors.get(1));
      } else {
        options.putArray("initial_state").addAll(tensors.subList(1, tensors.size()));
      }
    } else if (tensors.size() == 1 && !MERGING.contains(className)) {
      arguments.add(tensors.get(0));
    } else {
      arguments.addArray().addAll(tensors);
    }
    CallOptions.of(layer).forEach(options::put);
    boolean masked = CallArguments.isRecurrent(className) || MASKED.contains(className);
    if (masksLater && tensors.size() == 1 && masked) {
      options.putNull("mask");
    }
    return call;
  }
}

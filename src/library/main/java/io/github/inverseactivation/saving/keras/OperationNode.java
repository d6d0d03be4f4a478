package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.operations.Operation;
import io.github.inverseactivation.layers.operations.OperationCall;
import io.github.inverseactivation.layers.operations.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code x + y} and {@code x[:, -1]} are in the file of a functional model: operations among
 * the layers, called with tensors, numbers, ranges and lists of them.
 *
 * @param name the node's name
 * @param call the operation and its arguments
 * @param tensors the tensors among them
 */
record OperationNode(String name, OperationCall call, List<TensorPlace> tensors) {
  private static final String MODULE = "keras.src.ops.";

  /**
   * Whether a node is an operation and no layer. HDF5 files of Keras 3 name no module; there, only
   * layers say whether they are trained.
   */
  static boolean is(JsonNode node) {
    String className = node.path("class_name").asText();
    return node.path("module").isTextual()
        ? node.get("module").textValue().startsWith(MODULE)
        : Operation.module(className) != null
            && !node.path("config").has("trainable")
            && node.path("inbound_nodes").path(0).isObject();
  }

  /**
   * Reads a node.
   *
   * @throws IllegalArgumentException if something in it is not understood
   */
  static OperationNode read(JsonNode node) {
    String name = node.path("name").asText(node.path("config").path("name").asText());
    if (node.path("inbound_nodes").size() != 1) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is an operation with "
              + node.path("inbound_nodes").size()
              + " calls, expected one: make an operation for each call in Python");
    }
    JsonNode inbound = node.path("inbound_nodes").path(0);
    CallArguments.checkKeys(inbound);
    List<TensorPlace> tensors = new ArrayList<>();
    try {
      List<Value> arguments = new ArrayList<>();
      inbound.path("args").forEach(each -> arguments.add(OperationValues.read(each, tensors)));
      Map<String, Value> named = named(inbound.path("kwargs"), tensors);
      Map<String, Value> options = named(node.path("config"), tensors);
      options.remove("name");
      String className = node.path("class_name").asText();
      String module =
          node.path("module").isTextual()
              ? node.get("module").textValue().substring(MODULE.length())
              : Operation.module(className);
      OperationCall call = new OperationCall(module, className, options, arguments, named);
      return new OperationNode(name, call, tensors);
    } catch (CallException e) {
      throw new IllegalArgumentException("operation '" + name + "' " + e.getMessage(), e);
    }
  }

  private static Map<String, Value> named(JsonNode values, List<TensorPlace> tensors) {
    Map<String, Value> named = new LinkedHashMap<>();
    values
        .properties()
        .forEach(each -> named.put(each.getKey(), OperationValues.read(each.getValue(), tensors)));
    return named;
  }

  /**
   * The layer for tensors.
   *
   * @throws IllegalArgumentException if there is no such operation, or it has no such arguments
   */
  Operation layer(List<Tensor> arguments) {
    try {
      return Operation.of(call, arguments.stream().map(Tensor::dtype).toList()).name(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "': " + e.getMessage(), e);
    }
  }
}

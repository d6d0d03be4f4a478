package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.operations.Operation;
import io.github.inverseactivation.layers.operations.OperationCall;
import java.util.List;
import java.util.Locale;

/** Writes operations as Python does: the reverse of {@link OperationNode}. */
final class OperationWriter {
  private OperationWriter() {}

  /** The node, without its call. */
  static ObjectNode write(Operation operation, String name) {
    OperationCall call = operation.operationCall();
    if (call.module().equals("tensorflow")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is the function tf."
              + call.className().toLowerCase(Locale.ROOT)
              + ", for which Keras 3 has no operation among layers: write a SavedModel"
              + " (Model.export), or give sizes as numbers");
    }
    ObjectNode node = Json.layer("keras.src.ops." + call.module(), call.className());
    node.put("registered_name", call.className());
    ObjectNode config = (ObjectNode) node.get("config");
    config.put("name", name);
    call.options()
        .forEach((option, value) -> config.set(option, OperationValues.write(value, null)));
    return node;
  }

  /** One of the {@code inbound_nodes}. */
  static ObjectNode call(Operation operation, List<JsonNode> tensors) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode arguments = node.putArray("args");
    ObjectNode named = node.putObject("kwargs");
    OperationCall call = operation.operationCall();
    call.arguments().forEach(each -> arguments.add(OperationValues.write(each, tensors::get)));
    call.named()
        .forEach((name, value) -> named.set(name, OperationValues.write(value, tensors::get)));
    return node;
  }
}

package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inverseactivation.topology.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a tensor comes from in a file: a layer, which of its calls, and which output.
 *
 * @param layer the layer's name
 * @param call the number of the call, from 0
 * @param output the number of the output, from 0
 */
record TensorPlace(String layer, int call, int output) {

  /** Reads {@code ["dense", 0, 0]}. */
  static TensorPlace of(JsonNode history) {
    if (!isPlace(history) || history.get(1).intValue() < 0 || history.get(2).intValue() < 0) {
      throw new IllegalArgumentException(
          "[layer, call, output] was expected, found " + Json.excerpt(history));
    }
    return new TensorPlace(
        history.get(0).textValue(), history.get(1).intValue(), history.get(2).intValue());
  }

  /** Whether a list is a place, and not a list of them. */
  static boolean isPlace(JsonNode history) {
    return history.isArray()
        && history.path(0).isTextual()
        && history.path(1).isInt()
        && history.path(2).isInt();
  }

  /** The places of a model's inputs or outputs, in Keras's order. */
  static List<TensorPlace> all(JsonNode ends) {
    return structure(ends).leaves();
  }

  /**
   * The places of a model's inputs or outputs: one, a list, or by names, and so on within these.
   */
  static Structure<TensorPlace> structure(JsonNode ends) {
    if (ends.isObject()) {
      Map<String, Structure<TensorPlace>> named = new LinkedHashMap<>();
      ends.properties().forEach(end -> named.put(end.getKey(), structure(end.getValue())));
      return Structure.named(named);
    }
    if (isPlace(ends) || !ends.isArray() || ends.path(0).isTextual()) {
      return Structure.one(of(ends));
    }
    List<Structure<TensorPlace>> places = new ArrayList<>();
    ends.forEach(end -> places.add(structure(end)));
    return Structure.list(places);
  }

  ArrayNode json() {
    return JsonNodeFactory.instance.arrayNode().add(layer).add(call).add(output);
  }

  TensorPlace call(int number) {
    return new TensorPlace(layer, number, output);
  }

  @Override
  public String toString() {
    return "output " + output + " of call " + call + " of '" + layer + "'";
  }
}

package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Structure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a compiled model says of its outputs where these have names or lists within lists: one thing
 * for all, a list in Keras's order, or a structure like the outputs' own.
 */
final class Outputs {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  private final Network network;
  private final List<JsonNode> found;

  Outputs(Network network) {
    this.network = network;
    this.found = new ArrayList<>(Collections.nCopies(network.outputs().size(), NOTHING));
  }

  /** Whether outputs are more than one value or a list of values. */
  static boolean isStructured(Structure<Integer> outputs) {
    return outputs.hasNames() || outputs.elements().stream().anyMatch(each -> !each.isOne());
  }

  /**
   * One node for each output, null where there is none.
   *
   * @param what the setting, for messages
   */
  List<JsonNode> spread(JsonNode node, String what) {
    boolean isLoss = what.equals("loss");
    boolean single = node.isTextual() || node.isNumber() || node.has("class_name");
    Structure<Integer> outputs = network.outputStructure();
    if (node.isMissingNode() || node.isNull()) {
      return found;
    }
    if (single && (isLoss || found.size() == 1)) {
      Collections.fill(found, node);
    } else if (node.isArray() && isFlat(outputs, node, what)) {
      for (int i = 0; i < found.size(); i++) {
        found.set(i, node.get(i));
      }
    } else if (node.isArray() && outputs.hasNames() && found.size() == 1) {
      found.set(0, node); // the metrics of the only output
    } else if (isByLayer(outputs, node)) {
      for (int i = 0; i < found.size(); i++) {
        found.set(i, orNothing(node.path(network.valueName(network.outputs().get(i)))));
      }
    } else {
      spread(outputs, node, what);
    }
    return found;
  }

  private void spread(Structure<Integer> outputs, JsonNode node, String what) {
    if (node.isNull()) {
      return;
    }
    if (outputs.isOne()) {
      outputs.forEach(place -> found.set(place, node));
    } else if (outputs.hasNames() && !outputs.named().isEmpty() && isNamed(node)) {
      Set<String> unknown = names(node);
      unknown.removeAll(outputs.named().keySet());
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            what + " names " + unknown + ", but the outputs are " + network.outputNames());
      }
      outputs.named().forEach((name, each) -> spread(each, orNothing(node.path(name)), what));
    } else if (node.isArray() && node.size() == outputs.elements().size()) {
      for (int i = 0; i < node.size(); i++) {
        spread(outputs.elements().get(i), node.get(i), what);
      }
    } else {
      throw new IllegalArgumentException(
          what
              + " must name the outputs "
              + network.outputNames()
              + ", not be "
              + Json.excerpt(node));
    }
  }

  /** Whether a list is one of Keras's order of outputs that have names. */
  private boolean isFlat(Structure<Integer> outputs, JsonNode node, String what) {
    return !outputs.named().isEmpty()
        && node.size() == found.size()
        && (what.startsWith("loss") || found.size() > 1 || node.path(0).isArray());
  }

  /** Whether metrics are given by the names of layers, as Keras also takes them. */
  private boolean isByLayer(Structure<Integer> outputs, JsonNode node) {
    Set<String> layers =
        network.outputs().stream().map(network::valueName).collect(Collectors.toSet());
    return isNamed(node)
        && layers.containsAll(names(node))
        && !outputs.named().keySet().containsAll(names(node));
  }

  private static boolean isNamed(JsonNode node) {
    return node.isObject() && !node.has("class_name");
  }

  private static Set<String> names(JsonNode node) {
    return node.properties().stream()
        .map(java.util.Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode orNothing(JsonNode node) {
    return node.isMissingNode() ? NOTHING : node;
  }
}

package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.topology.CallOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order of the layers of a functional model's file, by which its weights are counted. The
 * operations that compute masks take part in it, although no layer stands for them here.
 */
final class FileOrder {
  /**
   * Where files that are written here, without those operations, keep a layer's place among the
   * others. Python passes over it, and finds the same order by the operations it makes again.
   */
  static final String KEY = "order";

  private final Map<TensorPlace, List<TensorPlace>> calls = new HashMap<>();

  private FileOrder(JsonNode config) {
    for (JsonNode node : config.path("layers")) {
      String name = node.path("name").asText(node.path("config").path("name").asText());
      int number = 0;
      for (JsonNode inbound : node.path("inbound_nodes")) {
        List<TensorPlace> parents = new ArrayList<>();
        histories(inbound.path("args"), parents);
        histories(inbound.path("kwargs"), parents);
        calls.put(new TensorPlace(name, number++, 0), parents);
      }
    }
  }

  /**
   * The names of layers and operations, in Keras's order.
   *
   * @return nothing where a file has neither operations nor noted places: it then says nothing new
   */
  static List<String> of(JsonNode config) {
    boolean operations = false;
    TreeMap<Integer, String> noted = new TreeMap<>();
    for (JsonNode node : config.path("layers")) {
      operations |= MaskOperations.isOperation(node);
      if (node.path(KEY).isInt()) {
        noted.put(node.path(KEY).intValue(), node.path("name").asText());
      }
    }
    if (!noted.isEmpty()) {
      return List.copyOf(noted.values());
    }
    return operations ? new FileOrder(config).names(config) : List.of();
  }

  private List<String> names(JsonNode config) {
    List<TensorPlace> outputs = new ArrayList<>();
    for (TensorPlace end : TensorPlace.all(config.path("output_layers"))) {
      TensorPlace call = known(end);
      if (call == null && end.call() > 0) { // a model's own definition counts as a call
        call = known(end.call(end.call() - 1));
      }
      if (call != null) {
        outputs.add(call);
      }
    }
    return new CallOrder<TensorPlace, String>(
            outputs,
            TensorPlace::layer,
            call -> calls.get(call).stream().map(this::known).filter(c -> c != null).toList())
        .layers();
  }

  /** The call that makes a tensor; null for an input's. */
  private TensorPlace known(TensorPlace tensor) {
    TensorPlace call = new TensorPlace(tensor.layer(), tensor.call(), 0);
    return calls.containsKey(call) ? call : null;
  }

  /** The tensors of a call as Python orders them: named ones by their names. */
  private static void histories(JsonNode arguments, List<TensorPlace> found) {
    JsonNode history = arguments.path("config").path("keras_history");
    if (TensorPlace.isPlace(history)) {
      found.add(TensorPlace.of(history));
    } else if (arguments.isArray()) {
      arguments.forEach(each -> histories(each, found));
    } else if (arguments.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      arguments.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
      sorted.values().forEach(each -> histories(each, found));
    }
  }
}

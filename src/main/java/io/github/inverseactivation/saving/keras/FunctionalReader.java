package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.topology.Names;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.PlacedLayer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * Applies the layers of a functional model to each other, in whatever order the file lists them: a
 * call waits until all it takes is there.
 */
final class FunctionalReader {
  private final Function<JsonNode, Layer> layerReader;
  private final Map<Place, Tensor> tensors = new HashMap<>();
  private final Map<Place, List<Call>> waiting = new HashMap<>();
  private final Deque<Call> ready = new ArrayDeque<>();
  private final Map<Layer, String> classNames = new IdentityHashMap<>();
  private int unfinished;

  /** Where a tensor comes from: a layer, and which of its calls. */
  private record Place(String layer, int call) {}

  private record Call(Place place, Layer layer, List<Place> arguments) {}

  FunctionalReader(Function<JsonNode, Layer> layerReader) {
    this.layerReader = layerReader;
  }

  ModelReader.Topology read(JsonNode config) {
    for (JsonNode each : config.path("layers")) {
      JsonNode node = OperationNode.asLayer(each);
      String name = node.path("name").asText(node.path("config").path("name").asText());
      if (node.path("class_name").asText().equals("InputLayer")) {
        input(name, node);
      } else {
        layer(name, node);
      }
    }
    while (!ready.isEmpty()) {
      Call call = ready.remove();
      List<Place> missing =
          call.arguments().stream().filter(place -> !tensors.containsKey(place)).toList();
      if (missing.isEmpty()) {
        tensors.put(
            call.place(), call.layer().apply(call.arguments().stream().map(tensors::get).toList()));
        unfinished--;
        ready.addAll(waiting.getOrDefault(call.place(), List.of()));
      } else {
        waiting.computeIfAbsent(missing.get(0), each -> new ArrayList<>()).add(call);
      }
    }
    if (unfinished > 0) {
      Place missing =
          waiting.keySet().stream().filter(p -> !tensors.containsKey(p)).findFirst().orElseThrow();
      throw new IllegalArgumentException(
          "a layer takes call "
              + missing.call()
              + " of '"
              + missing.layer()
              + "', which is not there or depends on the layer itself");
    }
    Network network =
        Network.functional(
            config.path("name").asText("functional"),
            ends(config.path("input_layers")),
            ends(config.path("output_layers")));
    Names names = new Names();
    List<String> groups = new ArrayList<>();
    for (PlacedLayer placed : network.layers()) {
      groups.add("layers/" + names.next(classNames.get(placed.layer())));
    }
    return new ModelReader.Topology(false, network, groups);
  }

  private void input(String name, JsonNode node) {
    Shape shape =
        Json.batchShape(node.path("config"))
            .orElseThrow(
                () -> new IllegalArgumentException("input '" + name + "': batch_shape is missing"));
    tensors.put(new Place(name, 0), Input.shape(shape.tail().asArray()).name(name));
  }

  private void layer(String name, JsonNode node) {
    Layer layer = layerReader.apply(node);
    classNames.put(layer, ModelReader.groupName(node.path("class_name").asText()));
    int index = 0;
    for (JsonNode inbound : node.path("inbound_nodes")) {
      ready.add(new Call(new Place(name, index++), layer, arguments(name, inbound)));
      unfinished++;
    }
  }

  /** What a call takes, in Keras's present or former notation. */
  private static List<Place> arguments(String name, JsonNode inbound) {
    List<Place> places = new ArrayList<>();
    if (inbound.isArray()) {
      for (JsonNode tensor : inbound) {
        refuseOptions(name, tensor.path(3));
        places.add(place(tensor));
      }
      return places;
    }
    refuseOptions(name, inbound.path("kwargs"));
    for (JsonNode argument : inbound.path("args")) {
      Iterable<JsonNode> tensors = argument.isArray() ? argument : List.of(argument);
      for (JsonNode tensor : tensors) {
        JsonNode history = tensor.path("config").path("keras_history");
        if (!history.isArray()) {
          throw new IllegalArgumentException(
              "layer '" + name + "' is called with " + Json.excerpt(tensor) + ", expected tensors");
        }
        places.add(place(history));
      }
    }
    return places;
  }

  /** Keras notes the phase a model was built in, but fit and predict go by their own. */
  private static void refuseOptions(String name, JsonNode options) {
    for (Map.Entry<String, JsonNode> option : options.properties()) {
      if (!option.getKey().equals("training") && !option.getValue().isNull()) {
        throw new IllegalArgumentException(
            "layer '"
                + name
                + "' is called with the option "
                + option.getKey()
                + ": only tensors are supported");
      }
    }
  }

  private static Place place(JsonNode history) {
    if (!history.path(0).isTextual()
        || !history.path(1).isInt()
        || history.path(2).asInt(-1) != 0) {
      throw new IllegalArgumentException(
          "[layer, call, 0] was expected, found " + Json.excerpt(history));
    }
    return new Place(history.path(0).textValue(), history.path(1).intValue());
  }

  /** The tensors of {@code ["x", 0, 0]} or {@code [["x", 0, 0], ...]}. */
  private List<Tensor> ends(JsonNode ends) {
    Iterable<JsonNode> places = ends.path(0).isArray() ? ends : List.of(ends);
    List<Tensor> found = new ArrayList<>();
    for (JsonNode each : places) {
      Tensor tensor = tensors.get(place(each));
      if (tensor == null) {
        throw new IllegalArgumentException("there is no tensor " + Json.excerpt(each));
      }
      found.add(tensor);
    }
    return found;
  }
}

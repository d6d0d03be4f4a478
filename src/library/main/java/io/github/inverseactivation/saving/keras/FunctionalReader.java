package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Phase;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Structure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/**
 * Applies the layers of a functional model to each other, in whatever order the file lists them: a
 * call waits until all it takes is there.
 */
final class FunctionalReader {
  private final BiFunction<JsonNode, Set<String>, Layer> layerReader;
  private final Map<TensorPlace, Tensor> tensors = new HashMap<>();
  private final Map<TensorPlace, List<Call>> waiting = new HashMap<>();
  private final Deque<Call> ready = new ArrayDeque<>();
  private final Set<String> functional = new HashSet<>();
  private final Map<String, Layer> layers = new HashMap<>();
  private final Set<TensorPlace> referredTo = new HashSet<>();
  private boolean former;
  private int unfinished;

  /** A call of a layer, which may depend on the tensors. */
  private record Call(
      String name,
      int number,
      Function<List<Tensor>, Layer> layer,
      List<TensorPlace> arguments,
      Phase phase) {}

  /**
   * A reader for one model.
   *
   * @param layerReader reads a layer, which may be a model in turn, with options of its calls
   */
  FunctionalReader(BiFunction<JsonNode, Set<String>, Layer> layerReader) {
    this.layerReader = layerReader;
  }

  Network read(JsonNode written) {
    former = FormerNotation.isUsedIn(written);
    JsonNode config = FormerNotation.modern(written);
    if (former) {
      config
          .findValues("keras_history")
          .forEach(place -> referredTo.addAll(TensorPlace.all(place)));
      referredTo.addAll(TensorPlace.all(config.path("output_layers")));
    }
    for (JsonNode node : MaskOperations.without(config)) {
      String name = node.path("name").asText(node.path("config").path("name").asText());
      if (node.path("class_name").asText().equals("InputLayer")) {
        input(name, node);
      } else if (OperationNode.is(node)) {
        operation(OperationNode.read(node));
      } else {
        layer(name, node);
      }
    }
    while (!ready.isEmpty()) {
      apply(ready.remove());
    }
    if (unfinished > 0) {
      TensorPlace missing =
          waiting.keySet().stream().filter(p -> !tensors.containsKey(p)).findFirst().orElseThrow();
      throw new IllegalArgumentException(
          "a layer takes " + missing + ", which is not there or depends on the layer itself");
    }
    return Network.functional(
        config.path("name").asText("functional"),
        ends(config.path("input_layers")),
        ends(config.path("output_layers")),
        order(config));
  }

  /** The layers in Keras's order, in which operations count that are left out here. */
  private List<Layer> order(JsonNode config) {
    return FileOrder.of(config).stream().map(layers::get).filter(Objects::nonNull).toList();
  }

  private void input(String name, JsonNode node) {
    Json.checkInput(node);
    Shape shape =
        Json.batchShape(node.path("config"))
            .orElseThrow(
                () -> new IllegalArgumentException("input '" + name + "': batch_shape is missing"));
    tensors.put(
        new TensorPlace(name, 0, 0),
        Input.shape(shape.tail().asArray()).dtype(Json.dtype(node.path("config"))).name(name));
  }

  private void operation(OperationNode operation) {
    ready.add(new Call(operation.name(), 0, operation::layer, operation.tensors(), Phase.OF_MODEL));
    unfinished++;
  }

  private void layer(String name, JsonNode node) {
    if (ModelReader.isFunctional(node.path("class_name").asText())) {
      functional.add(name);
    }
    List<CallArguments> calls = new ArrayList<>();
    for (JsonNode inbound : node.path("inbound_nodes")) {
      calls.add(named(name, () -> CallArguments.read(node, inbound, former)));
    }
    Layer layer = named(name, () -> layerReader.apply(node, options(calls)));
    layers.put(name, layer);
    int first = former && countsDefinition(name, node, calls.size()) ? 1 : 0;
    for (int i = 0; i < calls.size(); i++) {
      CallArguments each = calls.get(i);
      ready.add(new Call(name, first + i, tensors -> layer, each.inputs(), each.phase()));
      unfinished++;
    }
  }

  /**
   * Whether a model's own definition counts as its first call, as Keras 2 had it wherever it knew
   * the model's inputs by then: where the last call is referred to, its number says so.
   */
  private boolean countsDefinition(String name, JsonNode node, int calls) {
    boolean isModel =
        ModelReader.isFunctional(node.path("class_name").asText())
            || node.path("class_name").asText().equals("Sequential");
    return ModelReader.beginsWithInput(node)
        || isModel && referredTo.contains(new TensorPlace(name, calls, 0));
  }

  /** Python gives some options call by call, which are the layer's here. */
  private static Set<String> options(List<CallArguments> calls) {
    for (CallArguments call : calls) {
      if (!call.options().equals(calls.get(0).options())) {
        throw new CallException(
            "has calls with different options, "
                + calls.get(0).options()
                + " and "
                + call.options()
                + ": make a layer for each");
      }
    }
    return calls.isEmpty() ? Set.of() : calls.get(0).options();
  }

  private static <R> R named(String name, Supplier<R> action) {
    try {
      return action.get();
    } catch (CallException e) {
      throw new IllegalArgumentException("layer '" + name + "' " + e.getMessage(), e);
    }
  }

  private void apply(Call call) {
    for (TensorPlace argument : call.arguments()) {
      if (!tensors.containsKey(argument)) {
        waiting.computeIfAbsent(argument, each -> new ArrayList<>()).add(call);
        return;
      }
    }
    List<Tensor> arguments = call.arguments().stream().map(tensors::get).toList();
    Layer layer = call.layer().apply(arguments);
    layers.put(call.name(), layer);
    List<Tensor> outputs = layer.applyAll(arguments, call.phase());
    unfinished--;
    for (int i = 0; i < outputs.size(); i++) {
      TensorPlace place = new TensorPlace(call.name(), call.number(), i);
      tensors.put(place, outputs.get(i));
      ready.addAll(waiting.getOrDefault(place, List.of()));
    }
  }

  /**
   * The tensors of the model's ends, where a functional model's own definition counts as a call.
   */
  private Structure<Tensor> ends(JsonNode ends) {
    Structure<TensorPlace> places = TensorPlace.structure(ends);
    // Keras 2 wrote a list for a single one.
    return former && places.elements().size() == 1
        ? places.elements().get(0).map(this::end)
        : places.map(this::end);
  }

  private Tensor end(TensorPlace end) {
    TensorPlace place = end;
    if (functional.contains(end.layer()) && !former) {
      place = end.call(Math.max(end.call() - 1, 0));
    }
    Tensor tensor = tensors.get(place);
    if (tensor == null) {
      throw new IllegalArgumentException("there is no " + end);
    }
    return tensor;
  }
}

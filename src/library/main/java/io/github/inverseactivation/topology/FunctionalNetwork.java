package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Input;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns layers applied to tensors into a network. */
final class FunctionalNetwork {
  private final Structure<? extends Tensor> inputStructure;
  private final Structure<? extends Tensor> outputStructure;
  private final List<? extends Tensor> inputs;
  private final List<? extends Tensor> outputs;

  FunctionalNetwork(Structure<? extends Tensor> inputs, Structure<? extends Tensor> outputs) {
    this.inputStructure = inputs;
    this.outputStructure = outputs;
    this.inputs = inputs.leaves();
    this.outputs = outputs.leaves();
  }

  /** Refuses models without inputs or outputs. */
  static void checkAny(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a model needs at least one " + (inputs.isEmpty() ? "input" : "output") + ": give one");
    }
  }

  /**
   * Builds the network.
   *
   * @param known the layers in Keras's order, where that is known; else null
   */
  Network build(String name, List<Layer> known) {
    distinct("input", inputs);
    if (!outputStructure.hasNames()) { // one value may have several names
      distinct("output", outputs);
    }
    for (Tensor input : inputs) {
      if (!(input instanceof Input)) {
        throw new IllegalArgumentException(
            "a model begins at inputs, not at the " + input + ": give the Inputs it depends on");
      }
    }
    CallOrder<Tensor.Call, Layer> order = CallOrder.of(outputs);
    List<Tensor.Call> calls = order.calls();
    checkConnected(calls);
    List<Layer> layers = order.layers();
    boolean same = known != null && known.size() == layers.size();
    if (same && Set.copyOf(known).equals(Set.copyOf(layers))) {
      layers = known;
    }

    NetworkBuilder builder = new NetworkBuilder(name, false, networkInputs());
    builder.name(layers.stream().sorted(Comparator.comparingLong(Layer::number)).toList());
    Map<Layer, Tensor.Call> firstCalls = new IdentityHashMap<>();
    calls.forEach(call -> firstCalls.putIfAbsent(call.layer(), call));
    for (Layer layer : layers) {
      List<Tensor> arguments = firstCalls.get(layer).inputs();
      builder.place(layer, arguments.stream().map(Tensor::shape).toList());
    }

    Map<Tensor, Integer> values = new HashMap<>();
    inputs.forEach(input -> values.put(input, values.size()));
    for (Tensor.Call call : calls) {
      int value =
          builder.call(
              call.layer(), call.phase(), call.inputs().stream().map(values::get).toList());
      for (Tensor output : call.outputs()) {
        values.put(output, value++);
      }
    }
    return builder.build(
        outputs.stream().map(values::get).toList(),
        inputStructure.numbered(),
        outputStructure.numbered());
  }

  private static void distinct(String what, List<? extends Tensor> tensors) {
    Set<Tensor> seen = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!seen.add(tensor)) {
        throw new IllegalArgumentException(
            "the " + what + " '" + tensor + "' is given twice: give it once");
      }
    }
  }

  private void checkConnected(List<Tensor.Call> calls) {
    Set<Tensor> used = new HashSet<>(outputs);
    calls.forEach(call -> used.addAll(call.inputs()));
    for (Tensor tensor : used) {
      if (tensor.layer() == null && !inputs.contains(tensor)) {
        throw new IllegalArgumentException(
            "the "
                + dependent(tensor)
                + " depends on the "
                + tensor
                + ", which is not among the model's inputs "
                + inputs
                + ": add it to them");
      }
    }
  }

  /** One output that depends on a tensor which is no layer's. */
  private Tensor dependent(Tensor leaf) {
    for (Tensor output : outputs) {
      for (Tensor.Call call : CallOrder.of(List.of(output)).calls()) {
        if (call.inputs().contains(leaf)) {
          return output;
        }
      }
    }
    return leaf;
  }

  private List<NetworkInput> networkInputs() {
    Set<String> names = new HashSet<>();
    for (Tensor input : inputs) {
      String name = ((Input) input).name();
      if (name != null && !names.add(name)) {
        throw new IllegalArgumentException(
            "two inputs are called '" + name + "': give one of them another name");
      }
    }
    Map<Tensor, String> chosen = new HashMap<>();
    inputs.stream()
        .filter(input -> ((Input) input).name() == null)
        .sorted(Comparator.comparingLong(input -> ((Input) input).number()))
        .forEach(input -> chosen.put(input, NetworkBuilder.unused("input_layer", names)));
    return inputs.stream()
        .map(
            input ->
                new NetworkInput(
                    chosen.getOrDefault(input, ((Input) input).name()),
                    input.shape(),
                    input.dtype()))
        .toList();
  }
}

package io.github.inverseactivation.reports;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Permute;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first {@code Conv2D} of a model, also inside models that are layers of it, and everything
 * before it: a model that ends with the convolution's sums, {@code [batch, height, width,
 * kernels]}, before its activation.
 */
final class FirstConvolution {
  private final Map<PlacedLayer, Layer> copies = new IdentityHashMap<>();
  private final Map<Layer, List<Array>> weights = new IdentityHashMap<>();
  private String name;
  private Value sums;
  private Array kernel;

  /** A value of the new model, and what of the inputs it depends on. */
  private record Value(Tensor tensor, Set<Input> inputs) {}

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException if there is none
   */
  FirstConvolution(Model model) {
    Network network = model.network();
    List<Value> inputs = new ArrayList<>();
    for (NetworkInput input : network.inputs()) {
      Input tensor = Input.shape(input.shape().tail().asArray()).name(input.name());
      inputs.add(new Value(tensor, Set.of(tensor)));
    }
    follow(network, inputs, model.weights());
    if (sums == null) {
      throw new IllegalArgumentException(
          "the model '"
              + network.name()
              + "' has no Conv2D, expected one whose kernels can be drawn; its layers are "
              + network.layers().stream().map(PlacedLayer::name).toList());
    }
  }

  /** The name of the convolution. */
  String name() {
    return name;
  }

  /** Its kernels, {@code [height, width, channels, kernels]}. */
  Array kernel() {
    return kernel;
  }

  /** The names of the inputs that reach it. */
  List<String> inputs() {
    return sums.inputs().stream().map(Input::name).toList();
  }

  /** The model's part up to the sums, with its own copy of the weights; the caller closes it. */
  Model model() {
    Model part = Model.of(List.copyOf(sums.inputs()), List.of(sums.tensor()));
    try {
      for (PlacedLayer placed : part.network().layers()) {
        if (!placed.weights().isEmpty()) {
          part.weights(placed.name(), weights.get(placed.layer()));
        }
      }
      return part;
    } catch (RuntimeException e) {
      part.close();
      throw e;
    }
  }

  /**
   * Calls copies of a network's layers, one after another, until the convolution is found.
   *
   * @return the network's outputs, or null if it was found
   */
  private List<Value> follow(Network network, List<Value> inputs, List<Array> values) {
    List<Value> known = new ArrayList<>(inputs);
    for (Node node : network.nodes()) {
      List<Value> taken = node.inputs().stream().map(known::get).toList();
      PlacedLayer placed = node.layer();
      List<Array> own = placed.weights().stream().map(Weight::index).map(values::get).toList();
      if (placed.layer() instanceof NetworkLayer nested) {
        List<Value> outputs = follow(nested.network(), taken, own);
        if (outputs == null) {
          return null;
        }
        known.addAll(outputs);
      } else if (placed.layer() instanceof Conv2D convolution) {
        name = placed.name();
        kernel = own.get(0);
        Value found =
            call(copy(placed, convolution.activation(Activations.LINEAR), own), taken).get(0);
        sums =
            convolution.dataFormat() == DataFormat.CHANNELS_LAST
                ? found
                : call(new Permute(2, 3, 1), List.of(found)).get(0);
        return null;
      } else {
        known.addAll(call(copy(placed, placed.layer(), own), taken));
      }
    }
    return network.outputs().stream().map(known::get).toList();
  }

  /** A layer under a new name: those of nested models may come twice. */
  private Layer copy(PlacedLayer placed, Layer layer, List<Array> own) {
    return copies.computeIfAbsent(
        placed,
        p -> {
          Layer copy = layer.name("layer_" + copies.size());
          weights.put(copy, own);
          return copy;
        });
  }

  private static List<Value> call(Layer layer, List<Value> taken) {
    Set<Input> inputs = new LinkedHashSet<>();
    taken.forEach(value -> inputs.addAll(value.inputs()));
    List<Tensor> tensors = taken.stream().map(Value::tensor).toList();
    return layer.applyAll(tensors).stream().map(tensor -> new Value(tensor, inputs)).toList();
  }
}

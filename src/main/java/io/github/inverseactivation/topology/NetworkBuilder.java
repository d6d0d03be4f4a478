package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Grows a network call by call, naming layers and numbering values and weights. */
final class NetworkBuilder {
  private final String networkName;
  private final List<NetworkInput> inputs;
  private final Map<Layer, PlacedLayer> placed = new IdentityHashMap<>();
  private final List<PlacedLayer> layers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Names unnamed = new Names();
  private int weightCount;

  NetworkBuilder(String networkName, List<NetworkInput> inputs) {
    this.networkName = networkName;
    this.inputs = inputs;
    inputs.forEach(input -> shapes.add(input.shape()));
  }

  /** Calls a layer on values, and returns the number of the value that comes out. */
  int call(Layer layer, List<Integer> values) {
    List<Shape> inputShapes = values.stream().map(shapes::get).toList();
    PlacedLayer here = placed.get(layer);
    Shape output;
    try {
      output = layer.outputShape(inputShapes);
      List<WeightSpec> specs = layer.weights(inputShapes);
      if (here == null) {
        here = place(layer, specs);
      } else {
        checkShared(here, specs);
      }
    } catch (IllegalArgumentException e) {
      String name = here == null ? describe(layer) : "layer '" + here.name() + "'";
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    nodes.add(new Node(here, List.copyOf(values), inputShapes, output));
    shapes.add(output);
    return shapes.size() - 1;
  }

  Network build(List<Integer> outputs) {
    return new Network(networkName, inputs, layers, nodes, outputs);
  }

  private PlacedLayer place(Layer layer, List<WeightSpec> specs) {
    String name = layer.name() == null ? freeName(layer) : layer.name();
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          "two layers are called '" + name + "': give one of them another name");
    }
    List<Weight> weights = new ArrayList<>();
    for (WeightSpec spec : specs) {
      boolean trainable = spec.trainable() && layer.isTrainable();
      weights.add(new Weight(weightCount++, name + "/" + spec.name(), spec, trainable));
    }
    PlacedLayer here = new PlacedLayer(name, layer, layer.isTrainable(), List.copyOf(weights));
    placed.put(layer, here);
    layers.add(here);
    return here;
  }

  private static void checkShared(PlacedLayer here, List<WeightSpec> specs) {
    List<Shape> before = here.weights().stream().map(weight -> weight.spec().shape()).toList();
    List<Shape> now = specs.stream().map(WeightSpec::shape).toList();
    if (!before.equals(now)) {
      throw new IllegalArgumentException(
          "its weights have the shapes " + before + ", but this use of it needs " + now);
    }
  }

  private String describe(Layer layer) {
    return "layer " + (layers.size() + 1) + ", " + layer;
  }

  private String freeName(Layer layer) {
    String name;
    do {
      name = unnamed.next(layer.getClass().getSimpleName());
    } while (names.contains(name));
    return name;
  }
}

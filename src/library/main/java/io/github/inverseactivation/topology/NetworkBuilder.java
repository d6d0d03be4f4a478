package io.github.inverseactivation.topology;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.ComposedLayer;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Phase;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;

/** Grows a network call by call, naming layers and numbering values and weights. */
final class NetworkBuilder {
  private final String networkName;
  private final boolean sequential;
  private final List<NetworkInput> inputs;
  private final Map<Layer, PlacedLayer> placed = new IdentityHashMap<>();
  private final List<PlacedLayer> layers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<DType> types = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Names unnamed = new Names();
  private final Map<Layer, String> chosenNames = new IdentityHashMap<>();
  private int weightCount;

  NetworkBuilder(String networkName, boolean sequential, List<NetworkInput> inputs) {
    this.networkName = networkName;
    this.sequential = sequential;
    this.inputs = inputs;
    inputs.forEach(input -> shapes.add(input.shape()));
    inputs.forEach(input -> types.add(input.dtype()));
    inputs.forEach(input -> names.add(input.name()));
  }

  /**
   * Names layers in the order given, whatever the order of their calls: first those that bring
   * names, so that no default takes one.
   */
  void name(List<Layer> inOrder) {
    for (Layer layer : inOrder) {
      if (layer.name() != null) {
        chosenNames.put(layer, claim(layer.name()));
      }
    }
    for (Layer layer : inOrder) {
      if (layer.name() == null) {
        chosenNames.put(layer, claim(freeName(layer)));
      }
    }
  }

  /** Adds a layer and its weights ahead of its calls, which may come in another order. */
  void place(Layer layer, List<Shape> inputShapes) {
    place(layer, layer.weights(inputShapes), chosenNames.get(layer));
  }

  /** Calls a layer on values, and returns the number of the first value that comes out. */
  int call(Layer layer, List<Integer> values) {
    return call(layer, Phase.OF_MODEL, values);
  }

  /** Calls a layer in a phase. */
  int call(Layer layer, Phase phase, List<Integer> values) {
    List<Shape> inputShapes = values.stream().map(shapes::get).toList();
    PlacedLayer here = placed.get(layer);
    List<Shape> outputs;
    List<DType> outputTypes;
    try {
      outputs = layer.checkedShapes(inputShapes);
      outputTypes = layer.outputTypes(inputShapes, values.stream().map(types::get).toList());
      List<WeightSpec> specs = layer.weights(inputShapes);
      if (here == null) {
        String own = layer.name() == null ? freeName(layer) : layer.name();
        here = place(layer, specs, claim(own));
      } else {
        checkShared(here, specs);
      }
    } catch (IllegalArgumentException e) {
      String name = here == null ? describe(layer) : "layer '" + here.name() + "'";
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    int first = shapes.size();
    nodes.add(new Node(here, phase, List.copyOf(values), inputShapes, outputs, outputTypes, first));
    shapes.addAll(outputs);
    types.addAll(outputTypes);
    return first;
  }

  /** A chain goes on with one value. */
  void checkSingleOutput(Layer layer) {
    int outputs = nodes.get(nodes.size() - 1).outputShapes().size();
    if (outputs != 1) {
      throw new IllegalArgumentException(
          layer + " puts out " + outputs + " tensors, a layer of a chain one: use Model.of");
    }
  }

  /** A network of lists of inputs and outputs. */
  Network build(List<Integer> outputs) {
    return build(
        outputs, Structure.listOf(inputs).numbered(), Structure.listOf(outputs).numbered());
  }

  Network build(
      List<Integer> outputs,
      Structure<Integer> inputStructure,
      Structure<Integer> outputStructure) {
    return new Network(
        networkName, sequential, inputs, layers, nodes, outputs, inputStructure, outputStructure);
  }

  /** The same layers and calls, with inputs of other shapes. */
  static Network again(Network network, List<Shape> inputShapes) {
    return again(network, inputShapes, (layer, shapes) -> layer.layer());
  }

  /** The same calls, of a network in place of each layer that is composed of others. */
  static Network expanded(Network network) {
    List<Shape> shapes = network.inputs().stream().map(NetworkInput::shape).toList();
    return again(network, shapes, NetworkBuilder::expanded);
  }

  private static Layer expanded(PlacedLayer placed, List<Shape> shapes) {
    if (!(placed.layer() instanceof ComposedLayer<?> composed)) {
      return placed.layer();
    }
    NetworkInput input = new NetworkInput("input", shapes.get(0));
    Network parts = Network.chain(placed.name(), input, composed.parts(shapes.get(0)));
    return new NetworkLayer(parts, weight -> weight.spec().initializer())
        .trainable(placed.layer().isTrainable())
        .activityRegularizer(placed.layer().activityRegularizer());
  }

  /** The same calls of other layers, in networks within the network too. */
  static Network replaced(Network network, UnaryOperator<Layer> replacement) {
    List<Shape> shapes = network.inputs().stream().map(NetworkInput::shape).toList();
    return again(
        network,
        shapes,
        (placed, inputs) ->
            placed.layer() instanceof NetworkLayer nested
                ? nested.replaced(replacement)
                : replacement.apply(placed.layer()));
  }

  private static Network again(
      Network network,
      List<Shape> inputShapes,
      BiFunction<PlacedLayer, List<Shape>, Layer> replacement) {
    List<NetworkInput> inputs = new ArrayList<>();
    for (NetworkInput input : network.inputs()) {
      inputs.add(new NetworkInput(input.name(), inputShapes.get(inputs.size()), input.dtype()));
    }
    List<Shape> shapes = new ArrayList<>(inputShapes);
    Map<PlacedLayer, List<Shape>> firstCalls = new IdentityHashMap<>();
    for (Node node : network.nodes()) {
      List<Shape> arguments = node.inputs().stream().map(shapes::get).toList();
      firstCalls.putIfAbsent(node.layer(), arguments);
      shapes.addAll(node.layer().layer().outputShapes(arguments));
    }
    NetworkBuilder builder = new NetworkBuilder(network.name(), network.isSequential(), inputs);
    Map<PlacedLayer, Layer> replaced = new IdentityHashMap<>();
    for (PlacedLayer placed : network.layers()) {
      Layer layer = replacement.apply(placed, firstCalls.get(placed));
      replaced.put(placed, layer);
      builder.chosenNames.put(layer, builder.claim(placed.name()));
      builder.place(layer, firstCalls.get(placed));
    }
    network
        .nodes()
        .forEach(node -> builder.call(replaced.get(node.layer()), node.phase(), node.inputs()));
    Network rebuilt =
        builder.build(network.outputs(), network.inputStructure(), network.outputStructure());
    for (PlacedLayer layer : network.layers()) {
      if (layer.trainable() != layer.layer().isTrainable()) {
        rebuilt = rebuilt.trainable(layer.name(), layer.trainable());
      }
    }
    return rebuilt;
  }

  private PlacedLayer place(Layer layer, List<WeightSpec> specs, String name) {
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

  private String claim(String name) {
    if (!names.add(name)) {
      boolean input = inputs.stream().anyMatch(i -> i.name().equals(name));
      throw new IllegalArgumentException(
          (input ? "an input and a layer" : "two layers")
              + " are called '"
              + name
              + "': give one of them another name");
    }
    return name;
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
    String base =
        layer instanceof NetworkLayer nested
            ? nested.network().name()
            : Names.snakeCase(layer.getClass().getSimpleName());
    String name;
    do {
      name = unnamed.numbered(base);
    } while (names.contains(name));
    return name;
  }

  /** A name that is not taken, and now is: the base itself, or with a number behind it. */
  static String unused(String base, Set<String> taken) {
    String name = base;
    for (int i = 1; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}

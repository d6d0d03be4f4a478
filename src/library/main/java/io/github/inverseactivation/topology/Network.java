package io.github.inverseactivation.topology;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.ComposedLayer;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * The topology of a model: which layers there are, what they are called, which feeds which, and
 * what their weights and shapes are. Immutable, without tensors; training, summaries and exported
 * files all start from it.
 */
public final class Network {
  private final String name;
  private final boolean sequential;
  private final List<NetworkInput> inputs;
  private final List<PlacedLayer> layers;
  private final List<Node> nodes;
  private final List<Node> producers = new ArrayList<>();
  private final List<Integer> outputs;
  private final Structure<Integer> inputStructure;
  private final Structure<Integer> outputStructure;
  private final List<Weight> weights;

  Network(
      String name,
      boolean sequential,
      List<NetworkInput> inputs,
      List<PlacedLayer> layers,
      List<Node> nodes,
      List<Integer> outputs,
      Structure<Integer> inputStructure,
      Structure<Integer> outputStructure) {
    this.name = name;
    this.sequential = sequential;
    this.inputs = List.copyOf(inputs);
    this.layers = List.copyOf(layers);
    this.nodes = List.copyOf(nodes);
    this.outputs = List.copyOf(outputs);
    this.inputStructure = inputStructure;
    this.outputStructure = outputStructure;
    this.weights = layers.stream().flatMap(layer -> layer.weights().stream()).toList();
    this.nodes.forEach(node -> node.outputShapes().forEach(shape -> producers.add(node)));
  }

  /**
   * A chain of layers.
   *
   * @param name the model's name
   * @param input the input
   * @param layers the layers, first to last; at least one
   * @return the network
   * @throws IllegalArgumentException if there is no layer, a layer cannot take what the one before
   *     puts out or puts out several values, or a name is used twice
   */
  public static Network chain(String name, NetworkInput input, List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one layer: add one");
    }
    NetworkBuilder builder = new NetworkBuilder(name, true, List.of(input));
    int value = 0;
    for (Layer layer : layers) {
      value = builder.call(layer, List.of(value));
      builder.checkSingleOutput(layer);
    }
    return builder.build(List.of(value), Structure.one(0), Structure.one(0));
  }

  /**
   * This network with a {@link NetworkLayer} in place of each layer that is composed of others.
   * Weights keep their order and paths.
   *
   * @return the network, itself where it has no such layer
   */
  public Network expanded() {
    return layers.stream().anyMatch(placed -> placed.layer() instanceof ComposedLayer)
        ? NetworkBuilder.expanded(this)
        : this;
  }

  /**
   * This network with other layers, also in networks that are its layers.
   *
   * @param replacement gives for each layer one with the same weights, or the layer itself
   * @return a network whose weights have the same order and paths
   */
  public Network replaced(UnaryOperator<Layer> replacement) {
    return NetworkBuilder.replaced(this, replacement);
  }

  /**
   * What layers applied to tensors describe. Layers and weights are in Keras's order.
   *
   * @param name the model's name
   * @param inputs the inputs, which must be {@code Input}s
   * @param outputs the outputs
   * @return the network
   * @throws IllegalArgumentException if an output depends on another input, something is given
   *     twice, or a name is used twice
   */
  public static Network functional(
      String name, List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
    return functional(name, inputs, outputs, null);
  }

  /**
   * What layers applied to tensors describe, with the layers and so the weights in a known order.
   *
   * @param name the model's name
   * @param inputs the inputs, which must be {@code Input}s
   * @param outputs the outputs
   * @param order the layers in the order that Keras gives them; null, or other layers than these,
   *     to find it
   * @return the network
   * @throws IllegalArgumentException as for {@link #functional(String, List, List)}
   */
  public static Network functional(
      String name,
      List<? extends Tensor> inputs,
      List<? extends Tensor> outputs,
      List<Layer> order) {
    FunctionalNetwork.checkAny(inputs, outputs);
    return functional(name, Structure.listOf(inputs), Structure.listOf(outputs), order);
  }

  /**
   * What layers applied to tensors describe, with inputs and outputs in structures.
   *
   * @param name the model's name
   * @param inputs the inputs, which must be {@code Input}s
   * @param outputs the outputs
   * @param order the layers in the order that Keras gives them; null to find it
   * @return the network, whose inputs and outputs have the order of the structures' leaves
   * @throws IllegalArgumentException as for {@link #functional(String, List, List)}
   */
  public static Network functional(
      String name,
      Structure<? extends Tensor> inputs,
      Structure<? extends Tensor> outputs,
      List<Layer> order) {
    return new FunctionalNetwork(inputs, outputs).build(name, order);
  }

  /**
   * One layer, which may have several inputs and outputs.
   *
   * @param name the model's name
   * @param inputs the layer's inputs
   * @param layer the layer
   * @return the network
   * @throws IllegalArgumentException if the layer cannot take these inputs
   */
  public static Network single(String name, List<NetworkInput> inputs, Layer layer) {
    NetworkBuilder builder = new NetworkBuilder(name, false, inputs);
    List<Integer> values = IntStream.range(0, inputs.size()).boxed().toList();
    int first = builder.call(layer, values);
    int outputs = layer.outputShapes(inputs.stream().map(NetworkInput::shape).toList()).size();
    return builder.build(IntStream.range(first, first + outputs).boxed().toList());
  }

  /**
   * The same network with one layer frozen or thawed.
   *
   * @param layerName the layer's name
   * @param trainable whether its weights are to be trained
   * @return a changed copy
   * @throws IllegalArgumentException if there is no such layer
   */
  public Network trainable(String layerName, boolean trainable) {
    PlacedLayer old = layer(layerName);
    List<Weight> changed =
        old.weights().stream()
            .map(w -> new Weight(w.index(), w.path(), w.spec(), trainable && w.spec().trainable()))
            .toList();
    PlacedLayer placed = new PlacedLayer(old.name(), old.layer(), trainable, changed);
    List<PlacedLayer> newLayers = new ArrayList<>(layers);
    newLayers.replaceAll(layer -> layer == old ? placed : layer);
    List<Node> newNodes = new ArrayList<>(nodes);
    newNodes.replaceAll(
        node ->
            node.layer() == old
                ? new Node(
                    placed,
                    node.phase(),
                    node.inputs(),
                    node.inputShapes(),
                    node.outputShapes(),
                    node.outputTypes(),
                    node.firstOutput())
                : node);
    return new Network(
        name, sequential, inputs, newLayers, newNodes, outputs, inputStructure, outputStructure);
  }

  /**
   * The layer of a name.
   *
   * @param layerName the name
   * @return the layer
   * @throws IllegalArgumentException if there is none
   */
  public PlacedLayer layer(String layerName) {
    return layers.stream()
        .filter(layer -> layer.name().equals(layerName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no layer '"
                        + layerName
                        + "', found "
                        + layers.stream().map(PlacedLayer::name).toList()));
  }

  /**
   * The model's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The inputs; they are the values 0 to n-1.
   *
   * @return the inputs
   */
  public List<NetworkInput> inputs() {
    return inputs;
  }

  /**
   * The layers, each once.
   *
   * @return the layers in Keras's order, by which weights are ordered too
   */
  public List<PlacedLayer> layers() {
    return layers;
  }

  /**
   * The calls of layers, in an order in which they can be computed.
   *
   * @return the nodes
   */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * The numbers of the values that are the network's outputs.
   *
   * @return the outputs
   */
  public List<Integer> outputs() {
    return outputs;
  }

  /**
   * How the inputs are put together.
   *
   * @return the structure of the places in {@link #inputs()}
   */
  public Structure<Integer> inputStructure() {
    return inputStructure;
  }

  /**
   * How the outputs are put together.
   *
   * @return the structure of the places in {@link #outputs()}
   */
  public Structure<Integer> outputStructure() {
    return outputStructure;
  }

  /**
   * The names by which data for the inputs is given: those of the structure, or the inputs' own.
   *
   * @return the names, in the order of {@link #inputs()}
   */
  public List<String> inputNames() {
    return distinct(inputStructure.names(place -> inputs.get(place).name()));
  }

  /**
   * The names of the outputs: each that of the structure, or the name of the layer that makes it,
   * with a number behind it where that is taken.
   *
   * @return the names, in the order of {@link #outputs()}
   */
  public List<String> outputNames() {
    return distinct(outputStructure.names(place -> valueName(outputs.get(place))));
  }

  private static List<String> distinct(List<String> names) {
    Set<String> taken = new HashSet<>();
    return names.stream().map(each -> NetworkBuilder.unused(each, taken)).toList();
  }

  /**
   * The name of what makes a value.
   *
   * @param value its number
   * @return the name of the input or of the layer
   */
  public String valueName(int value) {
    return value < inputs.size() ? inputs.get(value).name() : producer(value).layer().name();
  }

  /**
   * The call that puts out a value.
   *
   * @param value its number
   * @return the node, or null if the value is an input
   */
  public Node producer(int value) {
    return value < inputs.size() ? null : producers.get(value - inputs.size());
  }

  /**
   * Whether it was described as a chain of layers, one after another.
   *
   * @return true for a {@code Sequential}
   */
  public boolean isSequential() {
    return sequential;
  }

  /**
   * Whether each layer takes only what the one before puts out, from one input to one output.
   *
   * @return true for what a {@code Sequential} can hold
   */
  public boolean isChain() {
    boolean chain =
        inputs.size() == 1
            && layers.size() == nodes.size()
            && outputs.equals(List.of(nodes.size()));
    for (int i = 0; chain && i < nodes.size(); i++) {
      Node node = nodes.get(i);
      chain = node.inputs().equals(List.of(i)) && node.outputShapes().size() == 1;
    }
    return chain;
  }

  /**
   * All weights, in Keras's order.
   *
   * @return the weights
   */
  public List<Weight> weights() {
    return weights;
  }

  /**
   * The shape of a value.
   *
   * @param value its number
   * @return its shape, batch dimension first
   */
  public Shape shape(int value) {
    if (value < inputs.size()) {
      return inputs.get(value).shape();
    }
    Node producer = producer(value);
    return producer.outputShapes().get(value - producer.firstOutput());
  }

  /**
   * The type of a value.
   *
   * @param value its number
   * @return an input's declared type; for what layers make FLOAT32, unless it is integers or truth
   *     values
   */
  public DType dtype(int value) {
    if (value < inputs.size()) {
      return inputs.get(value).dtype();
    }
    Node producer = producer(value);
    return producer.outputTypes().get(value - producer.firstOutput());
  }

  /**
   * The number of numbers in all weights.
   *
   * @return the number of parameters
   */
  public long parameters() {
    return layers.stream().mapToLong(PlacedLayer::parameters).sum();
  }

  /**
   * The number of numbers in the weights that are trained.
   *
   * @return the number of trainable parameters
   */
  public long trainableParameters() {
    return weights.stream()
        .filter(Weight::trainable)
        .mapToLong(weight -> weight.spec().shape().size())
        .sum();
  }

  /**
   * The multiply-accumulates of one example.
   *
   * @return multiplications by weights
   */
  public long macs() {
    return nodes.stream().mapToLong(Node::macs).sum();
  }
}

package io.github.inverseactivation.topology;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.NestedContext;
import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A whole network as one layer of another. Its weights are called by their paths within it, and
 * stand in its order.
 *
 * <p>Input shapes: those of the network's inputs, with any size where theirs is unknown. Output
 * shapes: those of the network's outputs.
 *
 * <p>Source: Keras, where a model is a layer.
 */
public final class NetworkLayer extends TypedLayer<NetworkLayer> {
  private final Network network;
  private final Function<Weight, Initializer<?>> initializers;

  /**
   * A layer that computes what a network computes.
   *
   * @param network the network
   * @param initializers gives the initial value of each of its weights
   */
  public NetworkLayer(Network network, Function<Weight, Initializer<?>> initializers) {
    this.network = network;
    this.initializers = Objects.requireNonNull(initializers, "initializers");
  }

  /**
   * The network.
   *
   * @return the network, as it was described
   */
  public Network network() {
    return network;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return outputShapes(inputs).get(0);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Network fitted = fitted(inputs);
    return fitted.outputs().stream().map(fitted::shape).toList();
  }

  /** Those of the network: what goes in is cast to what its inputs declare. */
  @Override
  public List<DType> outputTypes(List<Shape> shapes, List<DType> types) {
    return network.outputs().stream().map(network::dtype).toList();
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return fitted(inputs).weights().stream()
        .map(
            weight ->
                new WeightSpec(
                    weight.path(),
                    weight.spec().shape(),
                    initializers.apply(weight),
                    weight.spec().regularizer(),
                    weight.spec().constraint(),
                    weight.trainable()))
        .toList();
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    List<Operand<TBool>> masks = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      masks.add(context.mask(i));
    }
    List<Operand<T>> declared = new ArrayList<>();
    for (NetworkInput input : network.inputs()) {
      Operand<T> x = inputs.get(declared.size());
      declared.add(
          input.dtype() == DType.FLOAT32 || input.dtype() == DType.FLOAT64
              ? x
              : DeclaredType.cast(context.tf(), x, input.dtype(), context.dtype()));
    }
    Values<T> values = new Values<>(network, declared, masks);
    int position = 0;
    for (Node node : network.nodes()) {
      PlacedLayer placed = node.layer();
      values.call(
          node,
          new NestedContext<>(
              context, placed.name(), placed.trainable(), node.phase(), position++, List.of()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (declared.get(i).equals(inputs.get(i))) {
        context.inputMask(i, values.mask(i));
      }
    }
    for (int i = 0; i < network.outputs().size(); i++) {
      context.outputMask(i, values.mask(network.outputs().get(i)));
    }
    return network.outputs().stream().map(values::get).toList();
  }

  @Override
  public boolean takesMask() {
    return true;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return fitted(inputs).macs();
  }

  /** The same with other layers in the network. */
  NetworkLayer replaced(UnaryOperator<Layer> replacement) {
    return new NetworkLayer(network.replaced(replacement), initializers).trainable(isTrainable());
  }

  /** No options: what it is made of is the network's. */
  @Override
  public void options(Options options) {}

  /** The network for inputs of these shapes. */
  private Network fitted(List<Shape> shapes) {
    List<NetworkInput> inputs = network.inputs();
    boolean fits = shapes.size() == inputs.size();
    boolean same = true;
    for (int i = 0; fits && i < shapes.size(); i++) {
      long[] expected = inputs.get(i).shape().asArray();
      long[] found = shapes.get(i).asArray();
      same &= Arrays.equals(expected, found);
      fits = expected.length == found.length;
      for (int j = 0; fits && j < found.length; j++) {
        fits = expected[j] == Shape.UNKNOWN_SIZE || expected[j] == found[j];
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the model '"
              + network.name()
              + "' takes "
              + inputs.stream().map(NetworkInput::shape).toList()
              + ", not "
              + shapes);
    }
    return same ? network : NetworkBuilder.again(network, shapes);
  }
}

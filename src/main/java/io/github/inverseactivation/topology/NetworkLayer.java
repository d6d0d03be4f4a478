package io.github.inverseactivation.topology;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A whole network as one layer of another. Its weights are called by their paths within it, and
 * stand in its order.
 *
 * <p>Input shapes: those of the network's inputs, with any size where theirs is unknown. Output
 * shape: that of the network's only output.
 *
 * <p>Source: Keras, where a model is a layer.
 */
public final class NetworkLayer extends TypedLayer<NetworkLayer> {
  private final Network network;
  private final Function<Weight, Initializer<?>> initializers;

  /**
   * A layer that computes what a network computes.
   *
   * @param network the network, of one output
   * @param initializers gives the initial value of each of its weights
   * @throws IllegalArgumentException if it has several outputs
   */
  public NetworkLayer(Network network, Function<Weight, Initializer<?>> initializers) {
    if (network.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "a layer has one output, but the model '"
              + network.name()
              + "' has "
              + network.outputNames()
              + ": make a model of one of them");
    }
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
    Network fitted = fitted(inputs);
    return fitted.shape(fitted.outputs().get(0));
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
    List<Operand<T>> values = new ArrayList<>(inputs);
    int position = 0;
    for (Node node : network.nodes()) {
      List<Operand<T>> arguments = node.inputs().stream().map(values::get).toList();
      NestedCall<T> inner = new NestedCall<>(context, node.layer(), position++);
      values.add(node.layer().layer().call(inner, arguments));
    }
    return values.get(network.outputs().get(0));
  }

  @Override
  public long macs(List<Shape> inputs) {
    return fitted(inputs).macs();
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

package io.github.inverseactivation.topology;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Phase;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The context of one call of one layer, without masks. */
final class LayerCall<T extends TNumber> implements LayerContext<T> {
  private final NetworkCall<T> network;
  private final PlacedLayer layer;
  private final Phase phase;
  private final int position;
  private final Ops tf;

  LayerCall(NetworkCall<T> network, Node node, int position) {
    this.network = network;
    this.layer = node.layer();
    this.phase = node.phase();
    this.position = position;
    this.tf = network.scope(layer.name());
  }

  @Override
  public Ops tf() {
    return tf;
  }

  @Override
  public Class<T> dtype() {
    return network.dtype();
  }

  @Override
  public boolean training() {
    return phase.training(network.training());
  }

  @Override
  public boolean small() {
    return network.small();
  }

  @Override
  public boolean trainable() {
    return layer.trainable();
  }

  @Override
  public Operand<T> weight(String name) {
    return network.latest(find(name));
  }

  @Override
  public void update(String name, Operand<T> value) {
    network.update(find(name), value);
  }

  @Override
  public void addLoss(Operand<T> loss) {
    network.addLoss(loss);
  }

  @Override
  public Operand<T> activate(Activation activation, Operand<T> x) {
    Operand<T> y = activation.call(tf, x);
    if (activation == Activations.SOFTMAX || activation == Activations.SIGMOID) {
      network.remember(y, new NetworkCall.Logits<>(x, activation));
    }
    return y;
  }

  @Override
  public Operand<T> precomputed(Operand<T> fromWeights) {
    // In training, what a layer computes with its weights may depend on the batch.
    return training() ? fromWeights : network.keep(fromWeights);
  }

  @Override
  public Operand<TBool> mask(int input) {
    return null;
  }

  @Override
  public void outputMask(int output, Operand<TBool> mask) {}

  @Override
  public Operand<TInt64> seed() {
    return network.seed(tf, position);
  }

  private Weight find(String name) {
    return layer.weights().stream()
        .filter(weight -> weight.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    layer.layer()
                        + " asks for the weight '"
                        + name
                        + "', but declared "
                        + layer.weights().stream().map(Weight::name).toList()));
  }
}

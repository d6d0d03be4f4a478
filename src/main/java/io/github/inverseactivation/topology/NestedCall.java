package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The context of one call of a layer within a network that is itself a layer. */
final class NestedCall<T extends TNumber> implements LayerContext<T> {
  private final LayerContext<T> outer;
  private final PlacedLayer layer;
  private final int position;
  private final Ops tf;

  NestedCall(LayerContext<T> outer, PlacedLayer layer, int position) {
    this.outer = outer;
    this.layer = layer;
    this.position = position;
    this.tf = outer.tf().withSubScope(layer.name());
  }

  @Override
  public Ops tf() {
    return tf;
  }

  @Override
  public Class<T> dtype() {
    return outer.dtype();
  }

  @Override
  public boolean training() {
    return outer.training();
  }

  @Override
  public boolean trainable() {
    return outer.trainable() && layer.trainable();
  }

  @Override
  public Operand<T> weight(String name) {
    return outer.weight(layer.name() + "/" + name);
  }

  @Override
  public void update(String name, Operand<T> value) {
    outer.update(layer.name() + "/" + name, value);
  }

  @Override
  public void addLoss(Operand<T> loss) {
    outer.addLoss(loss);
  }

  @Override
  public Operand<T> activate(Activation activation, Operand<T> x) {
    return outer.activate(activation, x);
  }

  /** The outer call's seed, moved by this call's place, so that no two layers draw alike. */
  @Override
  public Operand<TInt64> seed() {
    return tf.math.add(outer.seed(), tf.constant(new long[] {Seeds.mix(position, 0), 0}));
  }
}

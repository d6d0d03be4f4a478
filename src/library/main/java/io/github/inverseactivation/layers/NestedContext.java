package io.github.inverseactivation.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The context of one call of a layer within another. The inner layer's weights are those of the
 * outer one whose names begin with its own.
 *
 * @param <T> the type computed in
 */
public final class NestedContext<T extends TNumber> implements LayerContext<T> {
  private final LayerContext<T> outer;
  private final String name;
  private final boolean trainable;
  private final Phase phase;
  private final int position;
  private final List<Operand<TBool>> masks;
  private final Map<Integer, Operand<TBool>> outputMasks = new HashMap<>();
  private final Ops tf;

  /**
   * A context for one call.
   *
   * @param outer the outer layer's context
   * @param name what the inner layer is called within the outer one
   * @param trainable whether the inner layer is trainable
   * @param position tells this call from the others of the outer layer, so that no two draw alike
   * @param masks the masks of the inputs, with nulls where there are none
   */
  public NestedContext(
      LayerContext<T> outer,
      String name,
      boolean trainable,
      int position,
      List<Operand<TBool>> masks) {
    this(outer, name, trainable, Phase.OF_MODEL, position, masks);
  }

  /**
   * A context for one call in a phase.
   *
   * @param outer the outer layer's context
   * @param name what the inner layer is called within the outer one
   * @param trainable whether the inner layer is trainable
   * @param phase whether the call computes as in training; OF_MODEL if it does as the outer one
   * @param position tells this call from the others of the outer layer, so that no two draw alike
   * @param masks the masks of the inputs, with nulls where there are none
   */
  public NestedContext(
      LayerContext<T> outer,
      String name,
      boolean trainable,
      Phase phase,
      int position,
      List<Operand<TBool>> masks) {
    this.outer = outer;
    this.name = name;
    this.trainable = trainable;
    this.phase = phase;
    this.position = position;
    this.masks = new ArrayList<>(masks);
    this.tf = outer.tf().withSubScope(name);
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
    return phase.training(outer.training());
  }

  @Override
  public boolean small() {
    return outer.small();
  }

  @Override
  public boolean trainable() {
    return outer.trainable() && trainable;
  }

  @Override
  public Operand<T> weight(String weightName) {
    return outer.weight(name + "/" + weightName);
  }

  @Override
  public void update(String weightName, Operand<T> value) {
    outer.update(name + "/" + weightName, value);
  }

  @Override
  public void addLoss(Operand<T> loss) {
    outer.addLoss(loss);
  }

  @Override
  public Operand<T> activate(Activation activation, Operand<T> x) {
    return outer.activate(activation, x);
  }

  @Override
  public Operand<T> precomputed(Operand<T> fromWeights) {
    return training() ? fromWeights : outer.precomputed(fromWeights);
  }

  @Override
  public Operand<TBool> mask(int input) {
    return input < masks.size() ? masks.get(input) : null;
  }

  @Override
  public void outputMask(int output, Operand<TBool> mask) {
    outputMasks.put(output, mask);
  }

  /**
   * The masks that the inner layer gave its outputs.
   *
   * @return masks by the output's place; no entry where the layer did not say
   */
  public Map<Integer, Operand<TBool>> outputMasks() {
    return outputMasks;
  }

  /** The outer call's seed, moved by this call's place. */
  @Override
  public Operand<TInt64> seed() {
    return tf.math.add(outer.seed(), tf.constant(new long[] {Seeds.mix(position, 0), 0}));
  }
}

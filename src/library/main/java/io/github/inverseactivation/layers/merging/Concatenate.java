package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Puts its inputs one after the other along an axis.
 *
 * <pre>{@code
 * new Concatenate()           // the channels of the first input, then those of the second
 * new Concatenate().axis(1)   // one below the other
 * }</pre>
 *
 * <p>Options and their defaults: {@code axis} -1.
 *
 * <p>Input shapes: one or more of {@code [batch, ...]}, equal but for the size along the axis;
 * sizes may be unknown. Output shape: the same with the sum of the sizes along the axis. Other
 * shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Concatenate}.
 */
public final class Concatenate extends MergingLayer<Concatenate> {
  private int axis = -1;

  /** A concatenation along the last axis. */
  public Concatenate() {
    super(1, Integer.MAX_VALUE);
  }

  /**
   * Sets the axis. Default: -1, the last.
   *
   * @param axis the axis, negative from the end, not that of the batch
   * @return a changed copy
   * @throws IllegalArgumentException if it is 0
   */
  public Concatenate axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  Shape mergedShape(List<Shape> inputs) {
    int at = Axes.resolve(axis, inputs.get(0));
    if (at == 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " of the input " + inputs.get(0) + " is the batch: choose another");
    }
    long[] merged = inputs.get(0).asArray();
    merged[0] = batch(inputs);
    for (Shape input : inputs.subList(1, inputs.size())) {
      if (input.numDimensions() != merged.length) {
        throw different(inputs);
      }
      for (int i = 1; i < merged.length; i++) {
        merged[i] = i == at ? sum(merged[i], input.get(i)) : same(merged[i], input.get(i));
        if (merged[i] == -2) {
          throw different(inputs);
        }
      }
    }
    return Shape.of(merged);
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    Ops tf = context.tf();
    context.outputMask(0, mask(context, inputs));
    return inputs.size() == 1 ? inputs.get(0) : tf.concat(inputs, tf.constant(axis));
  }

  /** Each input's mask at all its places, put together as the inputs, or null if none has one. */
  private <T extends TNumber> Operand<TBool> mask(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Ops tf = context.tf();
    List<Operand<TBool>> masks = new ArrayList<>();
    boolean masked = false;
    for (int i = 0; i < inputs.size(); i++) {
      Operand<T> input = inputs.get(i);
      Operand<TBool> mask = context.mask(i);
      masked |= mask != null;
      if (mask == null) {
        masks.add(tf.fill(tf.shape(input), tf.constant(true)));
      } else if (mask.shape().numDimensions() < input.shape().numDimensions()) {
        masks.add(tf.broadcastTo(tf.expandDims(mask, tf.constant(-1)), tf.shape(input)));
      } else {
        masks.add(mask);
      }
    }
    if (!masked) {
      return null;
    }
    Operand<TBool> places = tf.concat(masks, tf.constant(axis));
    Operand<TInt32> last = tf.constant(-1);
    return needsAllMasks() ? tf.reduceAll(places, last) : tf.reduceAny(places, last);
  }

  @Override
  public void options(Options options) {
    axis = options.integer("axis", axis);
  }

  @Override
  public void validate() {
    if (axis == 0) {
      throw new IllegalArgumentException("axis 0 is the batch: choose another");
    }
  }

  private static long sum(long one, long other) {
    boolean unknown = one == Shape.UNKNOWN_SIZE || other == Shape.UNKNOWN_SIZE;
    return unknown ? Shape.UNKNOWN_SIZE : Math.addExact(one, other);
  }

  private IllegalArgumentException different(List<Shape> inputs) {
    return new IllegalArgumentException(
        "the inputs "
            + inputs
            + " differ elsewhere than along axis "
            + axis
            + ": make the other sizes equal, or choose another axis");
  }
}

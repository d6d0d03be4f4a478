package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.NestedContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Applies a layer to each step of a sequence, with the same weights.
 *
 * <pre>
 * y(t) = layer(x(t))
 * </pre>
 *
 * <p>Steps are computed together, as a larger batch; one by one in training if the layer has
 * weights that are not trained, such as moving averages, so that each step has its own statistics.
 *
 * <pre>{@code
 * new TimeDistributed(new Conv2D(16, 3))   // [batch, time, 28, 28, 1] becomes [..., 26, 26, 16]
 * }</pre>
 *
 * <p>A mask passes through; of a mask {@code [batch, time, ...]} the layer gets its step's part.
 *
 * <p>Input shape: {@code [batch, time, ...]} of rank 3 or more. Output shape: {@code [batch, time]}
 * and what the layer puts out for an example. Weights: {@code layer/kernel} and so on. Other shapes
 * are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.TimeDistributed}.
 */
public final class TimeDistributed extends SingleInputLayer<TimeDistributed> {
  private Layer layer;
  private boolean countsPenalties;

  /**
   * A layer for each step.
   *
   * @param layer the layer, of one input and one output; a model's {@code asLayer()} too
   */
  public TimeDistributed(Layer layer) {
    this.layer = Objects.requireNonNull(layer, "layer");
  }

  /**
   * Adds the activity regularizer of the layer within to the loss, divided by the number of all
   * steps, as tf.keras 2 did. Default: false, as in Keras 3, where it is without effect: give this
   * layer the regularizer.
   *
   * <p>This is no option of Keras's layer, so files do not hold it: a model of a file of tf.keras 2
   * has it.
   *
   * @param countsPenalties whether it is added
   * @return a changed copy
   */
  public TimeDistributed countsPenalties(boolean countsPenalties) {
    return with(copy -> copy.countsPenalties = countsPenalties);
  }

  /**
   * Whether the activity regularizer of the layer within is added to the loss.
   *
   * @return false unless {@link #countsPenalties(boolean)} said otherwise
   */
  public boolean countsPenalties() {
    return countsPenalties;
  }

  private Inner inner() {
    return new Inner("layer", layer);
  }

  @Override
  public Map<String, Layer> sublayers() {
    return Map.of("layer", layer);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public boolean takesMask() {
    return true;
  }

  @Override
  public List<DType> outputTypes(List<Shape> shapes, List<DType> types) {
    return layer.outputTypes(List.of(step(shapes.get(0))), types);
  }

  @Override
  protected Shape outputShape(Shape input) {
    List<Shape> outputs = layer.outputShapes(List.of(step(input)));
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "TimeDistributed takes a layer of one output, but "
              + layer
              + " has "
              + outputs.size()
              + ": make a model of one of them");
    }
    Shape output = outputs.get(0);
    return output.tail().prepend(input.get(1)).prepend(output.get(0));
  }

  private static Shape step(Shape input) {
    if (input.numDimensions() < 3) {
      throw new IllegalArgumentException(
          "TimeDistributed takes [batch, time, ...] of rank 3 or more, not the shape "
              + input
              + ": reshape the input");
    }
    return input.tail().tail().prepend(input.get(0));
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    return inner().weights(List.of(step(input)));
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    boolean stepwise =
        context.training() && weights(x.shape()).stream().anyMatch(weight -> !weight.trainable());
    if (!stepwise) {
      return together(context, x);
    }
    if (x.shape().get(1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          this
              + " takes sequences of a known length in training, since each step of "
              + layer
              + " has its own statistics: give the Input the number of steps");
    }
    return stepByStep(context, x);
  }

  private <T extends TNumber> Operand<T> stepByStep(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    List<Operand<T>> steps = unstack(tf, x);
    Operand<TBool> mask = context.mask(0);
    List<Operand<TBool>> masks =
        mask == null ? Collections.nCopies(steps.size(), null) : unstack(tf, mask);
    List<Operand<T>> outputs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      outputs.add(call(context, i, steps.get(i), masks.get(i)));
    }
    return tf.stack(outputs, Stack.axis(1L));
  }

  private static <E extends TType> List<Operand<E>> unstack(Ops tf, Operand<E> x) {
    List<Operand<E>> steps = new ArrayList<>();
    tf.unstack(x, x.shape().get(1), org.tensorflow.op.core.Unstack.axis(1L)).forEach(steps::add);
    return steps;
  }

  private <T extends TNumber> Operand<T> together(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<TBool> mask = context.mask(0);
    Operand<TInt32> size = tf.shape(x);
    Operand<T> output = call(context, 0, folded(tf, x), mask == null ? null : folded(tf, mask));
    long[] sizes = outputShape(x.shape()).asArray();
    if (Arrays.stream(sizes).filter(each -> each == Shape.UNKNOWN_SIZE).count() <= 1) {
      return tf.reshape(output, tf.constant(sizes));
    }
    Operand<TInt32> leading = tf.slice(size, tf.array(0), tf.array(2));
    int[] known = Arrays.stream(sizes).skip(2).mapToInt(Math::toIntExact).toArray();
    Operand<TInt32> rest =
        Arrays.stream(known).noneMatch(each -> each < 0)
            ? tf.constant(known)
            : tf.slice(tf.shape(output), tf.array(1), tf.array(-1));
    return tf.reshape(output, tf.concat(List.of(leading, rest), tf.constant(0)));
  }

  /** Steps as examples of a larger batch. */
  private static <E extends TType> Operand<E> folded(Ops tf, Operand<E> x) {
    Shape rest = x.shape().tail().tail();
    if (!rest.hasUnknownDimension()) {
      return tf.reshape(x, tf.constant(rest.prepend(-1).asArray()));
    }
    Operand<TInt32> sizes = tf.slice(tf.shape(x), tf.array(2), tf.array(-1));
    return tf.reshape(x, tf.concat(List.of(tf.array(-1), sizes), tf.constant(0)));
  }

  private <T extends TNumber> Operand<T> call(
      LayerContext<T> context, int position, Operand<T> x, Operand<TBool> mask) {
    NestedContext<T> within = inner().context(context, position, Collections.singletonList(mask));
    List<Operand<T>> inputs = List.of(x);
    return (countsPenalties ? layer.emit(within, inputs) : layer.callAll(within, inputs)).get(0);
  }

  @Override
  protected long macs(Shape input) {
    return Math.max(1, input.get(1)) * layer.macs(List.of(step(input)));
  }

  @Override
  public void options(Options options) {
    layer = options.object("layer", Layer.class, layer);
  }

  @Override
  public void validate() {
    if (layer == null) {
      throw new IllegalArgumentException("layer is missing: give a layer");
    }
  }
}

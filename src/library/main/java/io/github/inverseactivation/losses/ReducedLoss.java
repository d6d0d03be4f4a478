package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import java.util.Objects;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A loss that is computed sample by sample, weighted, and reduced to one number.
 *
 * <p>A subclass says what one sample's loss is, in {@link #values}; this class does the rest in
 * Keras's way. Weights have the shape of the values, or one that broadcasts to it; a vector of
 * weights gives one weight to each sample, whatever the rank of the values (where Keras stops with
 * an error, or, if the last dimension happens to be as long as the batch, weighs positions).
 *
 * <p>It is immutable: the methods named like options return a changed copy. Source: Keras, {@code
 * losses/loss.py}.
 *
 * @param <L> the loss itself, the type its withers return
 */
public abstract class ReducedLoss<L extends ReducedLoss<L>>
    implements Loss, Configurable, Cloneable {

  private String name;
  private Reduction reduction = Reduction.SUM_OVER_BATCH_SIZE;

  /**
   * Creates a loss that is reduced by {@link Reduction#SUM_OVER_BATCH_SIZE}.
   *
   * @param name its name, in Keras's spelling such as {@code mean_squared_error}
   */
  protected ReducedLoss(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * The losses of single samples, before weights and reduction.
   *
   * @param <T> their type
   * @param losses one loss per sample, of any shape
   * @param counted which of them count, of the same shape; null where all do
   */
  protected record Values<T extends TNumber>(Operand<T> losses, Operand<TBool> counted) {

    /**
     * Losses that all count.
     *
     * @param losses one loss per sample
     */
    public Values(Operand<T> losses) {
      this(losses, null);
    }
  }

  /**
   * Emits the operations that compute the loss of each sample.
   *
   * @param <T> the type of predictions and losses
   * @param tf where operations go
   * @param labels the labels
   * @param predictions the predictions
   * @return the losses
   * @throws IllegalArgumentException if labels and predictions do not go together
   */
  protected abstract <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions);

  /**
   * The name, by default Keras's for the class, such as {@code mean_squared_error}.
   *
   * @return the name
   */
  public final String name() {
    return name;
  }

  /**
   * The same loss under another name.
   *
   * @param name the name
   * @return the changed copy
   */
  public final L name(String name) {
    Objects.requireNonNull(name, "name");
    return with(copy -> ((ReducedLoss<?>) copy).name = name);
  }

  /**
   * How single losses become one number.
   *
   * @return the reduction
   */
  public final Reduction reduction() {
    return reduction;
  }

  /**
   * The same loss, reduced in another way.
   *
   * @param reduction the reduction, {@link Reduction#SUM_OVER_BATCH_SIZE} by default
   * @return the changed copy
   */
  public final L reduction(Reduction reduction) {
    Objects.requireNonNull(reduction, "reduction");
    return with(copy -> ((ReducedLoss<?>) copy).reduction = reduction);
  }

  /**
   * The loss of each sample, neither weighted nor reduced: Keras's {@code reduction=None}.
   *
   * @param <T> the type of predictions and losses
   * @param tf where operations go
   * @param labels the labels
   * @param predictions the predictions
   * @return the losses, 0 for samples that do not count
   * @throws IllegalArgumentException if labels and predictions do not go together
   */
  public final <T extends TNumber> Operand<T> perSample(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    return values(tf, labels, predictions).losses();
  }

  /**
   * The loss as one number.
   *
   * @param <T> the type of predictions and loss
   * @param tf where operations go
   * @param labels the labels
   * @param predictions the predictions
   * @param sampleWeights a weight per sample, or null for none
   * @return the loss, a scalar; 0 for an empty batch
   * @throws IllegalArgumentException if labels, predictions and weights do not go together
   */
  @Override
  public final <T extends TNumber> Operand<T> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions, Operand<T> sampleWeights) {
    return call(tf, labels, predictions, sampleWeights, null);
  }

  /**
   * The loss of the samples that count, as one number.
   *
   * <p>A mean is over what counts: {@code sum(l * w * mask) / sum(mask)}.
   *
   * @param <T> the type of predictions and loss
   * @param tf where operations go
   * @param labels the labels
   * @param predictions the predictions
   * @param sampleWeights a weight per sample, or null for none
   * @param mask true for the losses that count, such as {@code [batch, time]}; null if all do
   * @return the loss, a scalar; 0 if none counts
   * @throws IllegalArgumentException if labels, predictions, weights and mask do not go together
   */
  public final <T extends TNumber> Operand<T> call(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<T> predictions,
      Operand<T> sampleWeights,
      Operand<TBool> mask) {
    Values<T> values = values(tf, labels, predictions);
    Operand<TBool> counted = counted(tf, values, mask);
    return weighted(tf, values.losses(), counted, sampleWeights);
  }

  /** What counts by the labels and by the mask, or null if all does. */
  private static <T extends TNumber> Operand<TBool> counted(
      Ops tf, Values<T> values, Operand<TBool> mask) {
    if (mask == null) {
      return values.counted();
    }
    Shape shape = values.losses().shape();
    boolean match = shape.numDimensions() == mask.shape().numDimensions();
    for (int i = 0; match && i < shape.numDimensions(); i++) {
      match = Shape.isCompatible(shape.get(i), mask.shape().get(i));
    }
    if (!match) {
      throw new IllegalArgumentException(
          "a mask of shape "
              + mask.shape()
              + " does not match losses of shape "
              + shape
              + ": let the model's last layer end the mask, such as with Flatten");
    }
    return values.counted() == null ? mask : tf.math.logicalAnd(values.counted(), mask);
  }

  private <T extends TNumber> Operand<T> weighted(
      Ops tf, Operand<T> values, Operand<TBool> counted, Operand<T> sampleWeights) {
    Operand<T> losses = values;
    Operand<T> mask = counted == null ? null : tf.dtypes.cast(counted, losses.type());
    Operand<T> weights = mask;
    if (sampleWeights != null) {
      Aligned<T, T> aligned = SampleWeights.align(tf, losses, sampleWeights);
      losses = aligned.first();
      weights = aligned.second();
      if (mask != null) {
        weights = tf.math.mul(tf.reshape(mask, tf.shape(losses)), weights);
      }
    }
    if (weights != null) {
      losses = tf.math.mul(losses, weights);
    }
    return reduce(tf, losses, weights, mask);
  }

  private <T extends TNumber> Operand<T> reduce(
      Ops tf, Operand<T> losses, Operand<T> weights, Operand<T> mask) {
    Operand<T> sum = sum(tf, losses);
    return switch (reduction) {
      case SUM -> sum;
      // Keras scales what counts by all/counted before it divides by all: a division by counted.
      case SUM_OVER_BATCH_SIZE, MEAN -> mean(tf, losses, sum, mask);
      case NONE ->
          tf.math.add(
              tf.stopGradient(mean(tf, losses, sum, mask)),
              tf.math.sub(sum, tf.stopGradient(sum))); // 0, with the sum's gradient
      case MEAN_WITH_SAMPLE_WEIGHT ->
          tf.math.divNoNan(sum, weights == null ? size(tf, losses) : sum(tf, weights));
    };
  }

  private static <T extends TNumber> Operand<T> mean(
      Ops tf, Operand<T> losses, Operand<T> sum, Operand<T> mask) {
    return tf.math.divNoNan(sum, mask == null ? size(tf, losses) : sum(tf, mask));
  }

  private static <T extends TNumber> Operand<T> size(Ops tf, Operand<T> x) {
    return tf.dtypes.cast(tf.size(x), x.type());
  }

  private static <T extends TNumber> Operand<T> sum(Ops tf, Operand<T> x) {
    int[] axes = new int[Shapes.rank(x)];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i;
    }
    return tf.reduceSum(x, tf.constant(axes));
  }

  @Override
  public void options(Options options) {
    name = options.text("name", name);
    reduction = options.choice("reduction", reduction);
    formulaOptions(options);
  }

  /**
   * Passes the options of the formula on: all but name and reduction. A metric of the same formula
   * has them too. There are none by default.
   *
   * @param options the writer or reader
   */
  public void formulaOptions(Options options) {}

  /**
   * A copy with a change, the body of every wither.
   *
   * @param change assigns fields of the copy, which nobody else holds yet
   * @return the copy
   */
  protected final L with(Consumer<L> change) {
    try {
      @SuppressWarnings("unchecked") // L is the class itself, by the contract of the parameter
      L copy = (L) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}

package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Crossentropy between one class index per sample and predictions for every class.
 *
 * <p>{@code loss = -log(p[label])}. Predictions are probabilities by default; they are clipped to
 * [1e-7, 1 - 1e-7] and normalised. With {@link #fromLogits()} they are logits and {@code p =
 * softmax(logits)}, which is exact for any logits.
 *
 * <p>Predictions have shape {@code [n, ..., classes]}; labels have that shape without the last
 * dimension, or with 1 in its place. Labels are whole numbers from 0 to {@code classes - 1}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss =
 *     SparseCategoricalCrossentropy.fromLogits().call(tf, labels, logits, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.SparseCategoricalCrossentropy}.
 */
public final class SparseCategoricalCrossentropy extends Crossentropy<SparseCategoricalCrossentropy>
    implements ClassIndexLabels {

  private Long ignoreClass;
  private int axis = -1;

  /** Creates a loss of probabilities. */
  public SparseCategoricalCrossentropy() {
    super("sparse_categorical_crossentropy", OutputActivation.SOFTMAX);
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static SparseCategoricalCrossentropy fromLogits() {
    return new SparseCategoricalCrossentropy().onLogits();
  }

  /**
   * The same loss, passing over samples with a certain label.
   *
   * <p>Their loss is 0, they send no gradient, and a mean is over the others.
   *
   * @param ignoreClass the label, often -1 or 255; any number
   * @return the changed copy
   */
  public SparseCategoricalCrossentropy ignoreClass(int ignoreClass) {
    return with(copy -> copy.ignoreClass = (long) ignoreClass);
  }

  /**
   * The same loss, with classes along another axis of the predictions.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public SparseCategoricalCrossentropy axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  public OptionalInt ignored() {
    return ignoreClass == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(ignoreClass));
  }

  @Override
  protected <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    int classAxis = Shapes.axis(axis, predictions);
    Operand<TInt64> indices = Crossentropies.indices(tf, labels, predictions, classAxis);
    Operand<T> scores = Crossentropies.classesLast(tf, predictions, classAxis);
    Operand<TBool> counted = null;
    if (ignoreClass != null) {
      counted = tf.math.notEqual(indices, tf.constant(ignoreClass.longValue()));
      indices = tf.select(counted, indices, tf.constant(0L));
      // A masked prediction may be NaN, and NaN * 0 is NaN: cut it off before the loss.
      scores =
          tf.select(
              tf.expandDims(counted, tf.constant(-1)), scores, tf.constant(predictions.type(), 0));
    }
    Operand<T> logits = takesLogits() ? scores : tf.math.log(Crossentropies.clip(tf, scores));
    Operand<T> losses = Crossentropies.ofIndices(tf, indices, logits);
    if (counted != null) {
      losses = tf.select(counted, losses, tf.constant(predictions.type(), 0));
    }
    return new Values<>(losses, counted);
  }

  @Override
  public void formulaOptions(Options options) {
    super.formulaOptions(options);
    ignoreClass = options.optionalLong("ignoreClass", ignoreClass);
    axis = options.integer("axis", axis);
  }
}

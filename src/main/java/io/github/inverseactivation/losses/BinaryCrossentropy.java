package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Crossentropy between labels that are 0 or 1, and predictions that do not exclude each other.
 *
 * <p>{@code loss = -label * log(p) - (1 - label) * log(1 - p)}, the mean over the last dimension.
 * Predictions are probabilities by default, clipped to [1e-7, 1 - 1e-7]. With {@link #fromLogits()}
 * they are logits and {@code p = sigmoid(logits)}, which is exact for any logits.
 *
 * <p>Labels and predictions have the same shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <p>Source: Keras, {@code keras.losses.BinaryCrossentropy}.
 */
public final class BinaryCrossentropy extends ReducedLoss<BinaryCrossentropy>
    implements LogitsLoss {

  private boolean fromLogits;
  private double labelSmoothing;
  private int axis = -1;

  /** Creates a loss of probabilities. */
  public BinaryCrossentropy() {
    super("binary_crossentropy");
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static BinaryCrossentropy fromLogits() {
    return new BinaryCrossentropy().onLogits();
  }

  /**
   * The same loss with labels squeezed towards a half: {@code label * (1 - s) + s / 2}.
   *
   * @param labelSmoothing s, from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    Ranges.smoothing(labelSmoothing);
    return with(copy -> copy.labelSmoothing = labelSmoothing);
  }

  /**
   * The same loss, averaged over another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public BinaryCrossentropy axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  public boolean takesLogits() {
    return fromLogits;
  }

  @Override
  public BinaryCrossentropy onLogits() {
    return fromLogits ? this : with(copy -> copy.fromLogits = true);
  }

  @Override
  public OutputActivation undoes() {
    return OutputActivation.SIGMOID;
  }

  @Override
  protected <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    Class<T> type = predictions.type();
    int meanAxis = Shapes.axis(axis, predictions);
    Aligned<T, T> aligned =
        Aligned.of(tf, tf.dtypes.cast(labels, type), predictions)
            .sameShape("Give the last layer one output per label");
    Operand<T> ones = aligned.first();
    if (labelSmoothing != 0) {
      ones =
          tf.math.add(
              tf.math.mul(ones, tf.constant(type, 1 - labelSmoothing)),
              tf.constant(type, labelSmoothing / 2));
    }
    Operand<T> zeros = tf.math.sub(tf.constant(type, 1), ones);
    Operand<T> elements =
        fromLogits
            ? ofLogits(tf, ones, zeros, aligned.second())
            : ofProbabilities(tf, ones, zeros, aligned.second());
    return new Values<>(tf.math.mean(elements, tf.constant(meanAxis)));
  }

  /**
   * {@code ones * softplus(-x) + zeros * softplus(x)}: nothing cancels for large x, and the
   * gradient is right at 0, where those of |x| and max(x, 0) are not.
   */
  private static <T extends TNumber> Operand<T> ofLogits(
      Ops tf, Operand<T> ones, Operand<T> zeros, Operand<T> logits) {
    return tf.math.add(
        tf.math.mul(ones, tf.math.softplus(tf.math.neg(logits))),
        tf.math.mul(zeros, tf.math.softplus(logits)));
  }

  private static <T extends TNumber> Operand<T> ofProbabilities(
      Ops tf, Operand<T> ones, Operand<T> zeros, Operand<T> probabilities) {
    Operand<T> p = Crossentropies.clip(tf, probabilities);
    Operand<T> q = tf.math.sub(tf.constant(p.type(), 1), p);
    return tf.math.neg(
        tf.math.add(tf.math.mul(ones, tf.math.log(p)), tf.math.mul(zeros, tf.math.log(q))));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fromLogits = options.bool("fromLogits", fromLogits);
    labelSmoothing = Ranges.smoothing(options.number("labelSmoothing", labelSmoothing));
    axis = options.integer("axis", axis);
  }
}

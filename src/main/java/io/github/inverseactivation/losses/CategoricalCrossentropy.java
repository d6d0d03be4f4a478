package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Crossentropy between a distribution over classes, such as a one-hot label, and predictions.
 *
 * <p>{@code loss = -sum(label * log(p))} over the classes. Predictions are probabilities by
 * default; they are divided by their sum and clipped to [1e-7, 1 - 1e-7]. With {@link
 * #fromLogits()} they are logits and {@code p = softmax(logits)}, which is exact for any logits.
 *
 * <p>Labels and predictions have the same shape {@code [n, ..., classes]}. Labels add up to 1 over
 * the classes; the gradient of float32 logits takes that for granted. Labels that are class indices
 * go with {@link SparseCategoricalCrossentropy}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = CategoricalCrossentropy.fromLogits().labelSmoothing(0.1);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CategoricalCrossentropy}.
 */
public final class CategoricalCrossentropy extends ReducedLoss<CategoricalCrossentropy>
    implements LogitsLoss {

  private boolean fromLogits;
  private double labelSmoothing;
  private int axis = -1;

  /** Creates a loss of probabilities. */
  public CategoricalCrossentropy() {
    super("categorical_crossentropy");
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static CategoricalCrossentropy fromLogits() {
    return new CategoricalCrossentropy().onLogits();
  }

  /**
   * The same loss with smoothed labels: {@code label * (1 - s) + s / classes}.
   *
   * @param labelSmoothing s, from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
    Ranges.smoothing(labelSmoothing);
    return with(copy -> copy.labelSmoothing = labelSmoothing);
  }

  /**
   * The same loss, with classes along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public CategoricalCrossentropy axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  public boolean takesLogits() {
    return fromLogits;
  }

  @Override
  public CategoricalCrossentropy onLogits() {
    return fromLogits ? this : with(copy -> copy.fromLogits = true);
  }

  @Override
  public OutputActivation undoes() {
    return OutputActivation.SOFTMAX;
  }

  @Override
  protected <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    int classAxis = Shapes.axis(axis, predictions);
    Aligned<T, T> aligned =
        Aligned.of(tf, tf.dtypes.cast(labels, predictions.type()), predictions)
            .sameShape("Class indices go with SparseCategoricalCrossentropy");
    Operand<T> targets = aligned.first();
    if (labelSmoothing != 0) {
      targets = smooth(tf, targets);
    }
    targets = Crossentropies.classesLast(tf, targets, classAxis);
    Operand<T> scores = Crossentropies.classesLast(tf, aligned.second(), classAxis);
    return new Values<>(
        fromLogits
            ? Crossentropies.ofLogits(tf, targets, scores)
            : Crossentropies.ofProbabilities(tf, targets, scores));
  }

  private <T extends TNumber> Operand<T> smooth(Ops tf, Operand<T> labels) {
    Class<T> type = labels.type();
    // Keras counts classes along the last dimension, whatever the axis.
    Operand<T> classes = tf.dtypes.cast(Crossentropies.lastDimension(tf, labels), type);
    return tf.math.add(
        tf.math.mul(labels, tf.constant(type, 1 - labelSmoothing)),
        tf.math.div(tf.constant(type, labelSmoothing), classes));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fromLogits = options.bool("fromLogits", fromLogits);
    labelSmoothing = Ranges.smoothing(options.number("labelSmoothing", labelSmoothing));
    axis = options.integer("axis", axis);
  }
}

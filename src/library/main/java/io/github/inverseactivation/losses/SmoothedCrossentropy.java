package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A crossentropy whose labels have the shape of the predictions and may be smoothed: {@code label *
 * (1 - s) + s / n}, where n is the number of classes that share what a label loses.
 *
 * @param <L> the loss itself
 */
abstract class SmoothedCrossentropy<L extends SmoothedCrossentropy<L>> extends Crossentropy<L> {

  private double labelSmoothing;
  private int axis = -1;

  SmoothedCrossentropy(String name, OutputActivation undoes) {
    super(name, undoes);
  }

  /** What to do with labels of another shape, a sentence without its full stop. */
  abstract String remedy();

  /** The number of classes that share what a smoothed label loses. */
  abstract <T extends TNumber> Operand<T> sharing(Ops tf, Operand<T> labels);

  /** The loss of each sample, for labels that are smoothed already. */
  abstract <T extends TNumber> Operand<T> losses(
      Ops tf, Operand<T> labels, Operand<T> predictions, int axis);

  /**
   * The same loss with smoothed labels: {@code label * (1 - s) + s / n}, where n is 2 for binary
   * labels and the number of classes for others.
   *
   * @param labelSmoothing s, from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final L labelSmoothing(double labelSmoothing) {
    smoothing(labelSmoothing);
    return with(copy -> ((SmoothedCrossentropy<?>) copy).labelSmoothing = labelSmoothing);
  }

  /**
   * The same loss along another axis: that of the classes, or, for binary labels, that of the mean.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public final L axis(int axis) {
    return with(copy -> ((SmoothedCrossentropy<?>) copy).axis = axis);
  }

  @Override
  protected final <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    int counted = Shapes.axis(axis, predictions);
    Aligned<T, T> aligned =
        Aligned.of(tf, tf.dtypes.cast(labels, predictions.type()), predictions).sameShape(remedy());
    Operand<T> targets = labelSmoothing == 0 ? aligned.first() : smooth(tf, aligned.first());
    return new Values<>(losses(tf, targets, aligned.second(), counted));
  }

  private <T extends TNumber> Operand<T> smooth(Ops tf, Operand<T> labels) {
    Class<T> type = labels.type();
    return tf.math.add(
        tf.math.mul(labels, tf.constant(type, 1 - labelSmoothing)),
        tf.math.div(tf.constant(type, labelSmoothing), sharing(tf, labels)));
  }

  private static double smoothing(double value) {
    return Ranges.fraction("labelSmoothing", value, 0.1);
  }

  @Override
  public void formulaOptions(Options options) {
    super.formulaOptions(options);
    labelSmoothing = smoothing(options.number("labelSmoothing", labelSmoothing));
    axis = options.integer("axis", axis);
  }
}

package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * 1 less how far labels and predictions overlap, as regions of an image do.
 *
 * @param <L> the loss itself
 */
abstract class OverlapLoss<L extends OverlapLoss<L>> extends PairedLoss<L> {

  private int[] axis;

  OverlapLoss(String name) {
    super(name);
  }

  /** The overlap, from 0 to 1, of regions that {@link #sum} adds up. */
  abstract <T extends TNumber> Operand<T> overlap(
      Ops tf, Operand<T> labels, Operand<T> predictions);

  /**
   * The same loss of other regions.
   *
   * @param axis the axes that a region extends over, counted from the end where negative, such as 1
   *     and 2 for one region per image and class; all axes, the batch included, by default
   * @return the changed copy
   * @throws IllegalArgumentException if an axis is named twice
   */
  public final L axis(int... axis) {
    int[] checked = checked(axis.clone());
    return with(copy -> ((OverlapLoss<?>) copy).axis = checked);
  }

  @Override
  final <T extends TNumber> Operand<T> losses(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return tf.math.sub(tf.constant(labels.type(), 1), overlap(tf, labels, predictions));
  }

  /** The sum over a region. */
  final <T extends TNumber> Operand<T> sum(Ops tf, Operand<T> x) {
    int[] axes = new int[axis == null ? Shapes.rank(x) : axis.length];
    Arrays.setAll(axes, i -> axis == null ? i : Shapes.axis(axis[i], x));
    return tf.reduceSum(x, tf.constant(checked(axes)));
  }

  private static int[] checked(int[] axis) {
    if (axis != null && Arrays.stream(axis).distinct().count() != axis.length) {
      throw new IllegalArgumentException(
          "axis " + Arrays.toString(axis) + " names an axis twice; expected each once");
    }
    return axis;
  }

  @Override
  public void formulaOptions(Options options) {
    axis = checked(options.integers("axis", axis));
  }
}

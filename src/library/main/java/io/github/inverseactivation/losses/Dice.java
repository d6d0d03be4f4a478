package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Dice's loss: how little labels and predictions overlap, for regions that are small against the
 * image.
 *
 * <pre>
 * loss = 1 - 2 * sum(label * prediction) / (sum(label) + sum(prediction) + 1e-7)
 * </pre>
 *
 * <p>Sums are over everything, the batch included, or over the axes that {@link #axis} names.
 * Labels and predictions, from 0 to 1, have the same shape {@code [n, ...]}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = new Dice().axis(1, 2, 3); // one region per image
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.Dice}.
 */
public final class Dice extends OverlapLoss<Dice> {

  /** Creates a loss. */
  public Dice() {
    super("dice");
  }

  @Override
  <T extends TNumber> Operand<T> overlap(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Class<T> type = labels.type();
    Operand<T> shared = sum(tf, tf.math.mul(labels, predictions));
    Operand<T> both = tf.math.add(sum(tf, labels), sum(tf, predictions));
    return tf.math.div(
        tf.math.mul(tf.constant(type, 2), shared),
        tf.math.add(both, tf.constant(type, Crossentropies.EPSILON)));
  }
}

package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The penalty on what a layer puts out, Keras's {@code activity_regularizer}: the regularizer of
 * the output divided by the number of examples, so that a batch's size does not matter.
 */
public final class ActivityPenalty {
  private ActivityPenalty() {}

  /**
   * Adds the penalty to the loss.
   *
   * @param <T> the type computed in
   * @param context the layer's context
   * @param regularizer the penalty, or null for none
   * @param output what the layer puts out, batch dimension first
   */
  public static <T extends TNumber> void add(
      LayerContext<T> context, Regularizer regularizer, Operand<T> output) {
    if (regularizer == null) {
      return;
    }
    Ops tf = context.tf();
    var batch = tf.slice(tf.shape(output), tf.array(0), tf.array(1));
    Operand<T> examples =
        tf.dtypes.cast(tf.reshape(batch, tf.constant(new int[0])), context.dtype());
    context.addLoss(tf.math.div(regularizer.call(tf, output), examples));
  }
}

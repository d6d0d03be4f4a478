package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.Aligned;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Labels as class indices, in the shape of the predictions without the classes. */
final class ClassIndices {

  private ClassIndices() {}

  /** Labels that are class indices already, perhaps with a last dimension of 1. */
  static Operand<TInt64> of(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    Operand<TInt64> indices = tf.dtypes.cast(labels, TInt64.class);
    Shape given = labels.shape();
    Shape scores = predictions.shape();
    int rank = scores.numDimensions();
    if (given.numDimensions() == rank && rank > 0 && given.get(rank - 1) == 1) {
      indices = tf.squeeze(indices, Squeeze.axis(List.of(-1L)));
    }
    boolean match = rank > 0 && indices.shape().numDimensions() == rank - 1;
    if (!match || !indices.shape().isCompatibleWith(scores.take(rank - 1))) {
      throw new IllegalArgumentException(
          "labels of shape "
              + given
              + " do not match predictions of shape "
              + scores
              + "; expected class indices in the shape of the predictions without the last"
              + " dimension. One-hot labels go with CategoricalAccuracy");
    }
    return indices;
  }

  /** The classes of labels that are one-hot; {@code sparse} is the metric for class indices. */
  static Operand<TInt64> ofOneHot(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      String sparse) {
    new Aligned<>(labels, predictions).sameShape("Class indices go with " + sparse);
    return tf.math.argMax(labels, tf.constant(-1));
  }

  /** 1 where a class is among the k with the highest predictions, 0 elsewhere. */
  static Operand<TFloat32> amongBest(
      Ops tf, Operand<TInt64> indices, Operand<? extends TNumber> predictions, int k) {
    Operand<TFloat32> scores = tf.dtypes.cast(predictions, TFloat32.class);
    Operand<TInt64> labels = indices;
    if (predictions.shape().numDimensions() != 2) {
      Operand<TInt32> classes = tf.shape.takeLast(tf.shape(predictions), tf.constant(1));
      Operand<TInt32> rows = tf.constant(new int[] {-1});
      scores = tf.reshape(scores, tf.concat(List.of(rows, classes), tf.constant(0)));
      labels = tf.reshape(indices, tf.constant(new int[] {-1}));
    }
    Operand<TFloat32> matches =
        tf.dtypes.cast(tf.nn.inTopK(scores, labels, tf.constant((long) k)), TFloat32.class);
    return tf.reshape(matches, tf.shape(indices));
  }
}

package io.github.inverseactivation.metrics;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Labels that are class indices, in the shape of the predictions without the classes. */
final class ClassIndices {

  private ClassIndices() {}

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
}

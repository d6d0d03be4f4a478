package io.github.inverseactivation.losses;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The operations that crossentropies share. */
final class Crossentropies {

  /** Keras's {@code backend.epsilon()}: how far a probability stays away from 0 and 1. */
  static final double EPSILON = 1e-7;

  private Crossentropies() {}

  /** Moves an axis to the end. */
  static <T extends TNumber> Operand<T> classesLast(Ops tf, Operand<T> x, int axis) {
    int rank = Shapes.rank(x);
    if (axis == rank - 1) {
      return x;
    }
    int[] order = new int[rank];
    for (int i = 0; i < rank - 1; i++) {
      order[i] = i < axis ? i : i + 1;
    }
    order[rank - 1] = axis;
    return tf.linalg.transpose(x, tf.constant(order));
  }

  /** Labels as class indices, checked against the predictions' shape without the class axis. */
  static Operand<TInt64> indices(
      Ops tf, Operand<? extends TNumber> labels, Operand<?> predictions, int classAxis) {
    int rank = Shapes.rank(predictions);
    Operand<TInt64> indices = tf.dtypes.cast(labels, TInt64.class);
    if (Shapes.rank(labels) == rank && labels.shape().get(classAxis) == 1) {
      indices = tf.squeeze(indices, Squeeze.axis(List.of((long) classAxis)));
    }
    Shape expected = predictions.shape().take(classAxis);
    for (int i = classAxis + 1; i < rank; i++) {
      expected = expected.append(predictions.shape().get(i));
    }
    if (!indices.shape().isCompatibleWith(expected)) {
      throw new IllegalArgumentException(
          "labels of shape "
              + labels.shape()
              + " do not match predictions of shape "
              + predictions.shape()
              + "; expected class indices of shape "
              + expected
              + ". One-hot labels go with CategoricalCrossentropy");
    }
    return indices;
  }

  /** Keeps probabilities away from 0 and 1, whose logarithms are not finite. */
  static <T extends TNumber> Operand<T> clip(Ops tf, Operand<T> probabilities) {
    return tf.clipByValue(
        probabilities,
        tf.constant(probabilities.type(), EPSILON),
        tf.constant(probabilities.type(), 1 - EPSILON));
  }

  /** The softmax crossentropy of class indices and logits, classes last. */
  static <T extends TNumber> Operand<T> ofIndices(
      Ops tf, Operand<TInt64> indices, Operand<T> logits) {
    // SparseSoftmaxCrossEntropyWithLogits has no gradient here; the dense operation has.
    Operand<T> oneHot =
        tf.oneHot(
            tf.reshape(indices, tf.constant(new int[] {-1})),
            lastDimension(tf, logits),
            tf.constant(logits.type(), 1),
            tf.constant(logits.type(), 0));
    return tf.reshape(ofMatrices(tf, oneHot, logits), tf.shape(indices));
  }

  /** The softmax crossentropy of distributions and logits, classes last. */
  static <T extends TNumber> Operand<T> ofLogits(Ops tf, Operand<T> labels, Operand<T> logits) {
    int rank = Shapes.rank(logits);
    Operand<T> losses = ofMatrices(tf, matrix(tf, labels), logits);
    return rank == 2
        ? losses
        : tf.reshape(losses, tf.shape.take(tf.shape(logits), tf.constant(rank - 1)));
  }

  /** The crossentropy of distributions and probabilities, classes last. */
  static <T extends TNumber> Operand<T> ofProbabilities(
      Ops tf, Operand<T> labels, Operand<T> probabilities) {
    Operand<T> logs = tf.math.log(normalized(tf, probabilities));
    return tf.math.neg(tf.reduceSum(tf.math.mul(labels, logs), tf.constant(-1)));
  }

  /** Probabilities that add up to 1 over the last dimension, away from 0 and 1. */
  static <T extends TNumber> Operand<T> normalized(Ops tf, Operand<T> probabilities) {
    Operand<T> sum = tf.reduceSum(probabilities, tf.constant(-1), ReduceSum.keepDims(true));
    return clip(tf, tf.math.div(probabilities, sum));
  }

  /** The softmax over the last dimension. */
  static <T extends TNumber> Operand<T> softmax(Ops tf, Operand<T> logits) {
    // A matrix, because the gradient is wrong elsewhere.
    Operand<T> probabilities = tf.nn.softmax(matrix(tf, logits));
    return Shapes.rank(logits) == 2 ? probabilities : tf.reshape(probabilities, tf.shape(logits));
  }

  /** The crossentropy of each binary label and a prediction. */
  static <T extends TNumber> Operand<T> binary(
      Ops tf, Operand<T> labels, Operand<T> predictions, boolean fromLogits) {
    Operand<T> zeros = tf.math.sub(tf.constant(labels.type(), 1), labels);
    return fromLogits
        ? binaryOfLogits(tf, labels, zeros, predictions)
        : binaryOfProbabilities(tf, labels, zeros, predictions);
  }

  /**
   * {@code ones * softplus(-x) + zeros * softplus(x)}: nothing cancels for large x, and the
   * gradient is right at 0, where those of |x| and max(x, 0) are not.
   */
  private static <T extends TNumber> Operand<T> binaryOfLogits(
      Ops tf, Operand<T> ones, Operand<T> zeros, Operand<T> logits) {
    return tf.math.add(
        tf.math.mul(ones, tf.math.softplus(tf.math.neg(logits))),
        tf.math.mul(zeros, tf.math.softplus(logits)));
  }

  private static <T extends TNumber> Operand<T> binaryOfProbabilities(
      Ops tf, Operand<T> ones, Operand<T> zeros, Operand<T> probabilities) {
    Operand<T> p = clip(tf, probabilities);
    Operand<T> q = tf.math.sub(tf.constant(p.type(), 1), p);
    return tf.math.neg(
        tf.math.add(tf.math.mul(ones, tf.math.log(p)), tf.math.mul(zeros, tf.math.log(q))));
  }

  /** The size of the last dimension, a constant where it is known. */
  static Operand<TInt32> lastDimension(Ops tf, Operand<?> x) {
    int last = Shapes.rank(x) - 1;
    long size = x.shape().get(last);
    return size >= 0 && size <= Integer.MAX_VALUE
        ? tf.constant((int) size)
        : tf.reshape(tf.shape.size(x, tf.constant(last)), tf.constant(new int[0]));
  }

  private static <T extends TNumber> Operand<T> ofMatrices(
      Ops tf, Operand<T> labelMatrix, Operand<T> logits) {
    // Matrices, because the gradients of both operations are wrong or refused elsewhere.
    Operand<T> logitMatrix = matrix(tf, logits);
    if (logits.type() == TFloat32.class) {
      return tf.nn.softmaxCrossEntropyWithLogits(logitMatrix, labelMatrix).loss();
    }
    // The gradient of that operation multiplies by a float32 constant, whatever its type.
    Operand<T> logs = tf.nn.logSoftmax(logitMatrix);
    return tf.math.neg(tf.reduceSum(tf.math.mul(labelMatrix, logs), tf.constant(-1)));
  }

  private static <T extends TNumber> Operand<T> matrix(Ops tf, Operand<T> x) {
    return Shapes.rank(x) == 2
        ? x
        : tf.reshape(x, tf.stack(List.of(tf.constant(-1), lastDimension(tf, x))));
  }
}

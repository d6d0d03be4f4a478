package io.github.inverseactivation.layers.reshaping;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Reshapes the examples of a batch whose size nobody knows yet. */
final class BatchShape {
  private BatchShape() {}

  /** The shape without its batch dimension. */
  static Shape example(Shape input) {
    if (input.numDimensions() < 1) {
      throw new IllegalArgumentException(
          "takes [batch, ...], not the shape " + input + ": give the input a batch dimension");
    }
    return input.tail();
  }

  /** Emits a reshape of each example; at most one size may be unknown. */
  static <T extends TNumber> Operand<T> reshape(Ops tf, Operand<T> x, Shape example) {
    if (!example.hasUnknownDimension()) {
      // One size may be left open, here the batch's; so the rest stays known to what follows.
      return tf.reshape(x, tf.constant(example.prepend(-1).asArray()));
    }
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    int[] sizes = new int[example.numDimensions()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(example.get(i));
    }
    return tf.reshape(x, tf.concat(List.of(batch, tf.constant(sizes)), tf.constant(0)));
  }
}

package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Where the channels of an image are. */
public enum DataFormat {
  /** {@code [batch, height, width, channels]}, Keras's default. */
  CHANNELS_LAST,
  /** {@code [batch, channels, height, width]}. */
  CHANNELS_FIRST;

  /**
   * Brings a batch in this format to channels-last, the one format that all of the runtime's
   * kernels know.
   *
   * @param <T> the element type
   * @param tf where to emit
   * @param x a batch in this format, of a known rank of at least 3
   * @return the batch with its channels last
   */
  public <T extends TNumber> Operand<T> toChannelsLast(Ops tf, Operand<T> x) {
    int rank = x.shape().numDimensions();
    if (this == CHANNELS_LAST) {
      return x;
    }
    int[] order = new int[rank];
    for (int i = 1; i < rank - 1; i++) {
      order[i] = i + 1;
    }
    order[rank - 1] = 1;
    return tf.linalg.transpose(x, tf.constant(order));
  }

  /**
   * Brings a batch with its channels last to this format.
   *
   * @param <T> the element type
   * @param tf where to emit
   * @param x a batch with its channels last, of a known rank of at least 3
   * @return the batch in this format
   */
  public <T extends TNumber> Operand<T> fromChannelsLast(Ops tf, Operand<T> x) {
    int rank = x.shape().numDimensions();
    if (this == CHANNELS_LAST) {
      return x;
    }
    int[] order = new int[rank];
    order[1] = rank - 1;
    for (int i = 2; i < rank; i++) {
      order[i] = i - 1;
    }
    return tf.linalg.transpose(x, tf.constant(order));
  }
}

package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** How categories, whole numbers from 0, are told to the layers that follow. */
enum Encoding {
  /** By themselves. */
  INT,
  /** Each by a vector with a 1 at its place. */
  ONE_HOT,
  /** All of an example by one vector, with a 1 at the place of each. */
  MULTI_HOT,
  /** All of an example by one vector, which says how often there is each. */
  COUNT;

  /** The shape of what comes out. */
  Shape outputShape(Shape input, int categories) {
    int rank = input.numDimensions();
    switch (this) {
      case INT:
        return input;
      case ONE_HOT:
        if (rank < 1) {
          throw new IllegalArgumentException(
              "takes [batch, ...], not the shape " + input + ": give it a batch dimension");
        }
        return (single(input) ? input.take(rank - 1) : input).append(categories);
      default:
        if (rank != 2) {
          throw new IllegalArgumentException(
              "takes [batch, categories of an example], not the shape " + input + ": reshape it");
        }
        return Shape.of(input.get(0), categories);
    }
  }

  /** Emits the encoding; numbers that are no category count as nothing. */
  <T extends TNumber> Operand<T> encode(
      LayerContext<T> context, Operand<TInt32> x, int categories) {
    Ops tf = context.tf();
    if (this == INT) {
      return tf.dtypes.cast(x, context.dtype());
    }
    Operand<TInt32> ids = this == ONE_HOT && single(x.shape()) ? last(tf, x) : x;
    Operand<T> hot =
        tf.oneHot(ids, tf.constant(categories), context.constant(1), context.constant(0));
    return switch (this) {
      case MULTI_HOT -> tf.max(hot, tf.constant(1));
      case COUNT -> tf.sum(hot, tf.constant(1));
      default -> hot;
    };
  }

  /** Whether there is one category in the last dimension, which one-hot vectors replace. */
  private static boolean single(Shape input) {
    int rank = input.numDimensions();
    return rank > 1 && input.get(rank - 1) == 1;
  }

  private static Operand<TInt32> last(Ops tf, Operand<TInt32> x) {
    return tf.squeeze(x, Squeeze.axis(List.of((long) x.shape().numDimensions() - 1)));
  }
}

package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.models.TensorSpec;
import java.util.Arrays;
import java.util.List;

/** Brings data into the element type and shape that a model takes. */
final class Fitting {
  private Fitting() {}

  /**
   * An array in the type of an input, with as many dimensions. Its shape is tried as it is, as one
   * example, with a dimension for its only channel, and with both; the first that fits is taken.
   *
   * @param from where the array comes from
   */
  static Array toInput(Array array, TensorSpec spec, String from) {
    String place = from + ": input '" + spec.name() + "' takes ";
    if ((array.dtype() == DType.STRING) != (spec.dtype() == DType.STRING)) {
      throw new IllegalArgumentException(
          place + spec.dtype() + ", found " + array.dtype() + ": convert it first");
    }
    Array cast = array.cast(spec.dtype());
    if (spec.rank().isEmpty()) {
      return cast;
    }
    long[] shape = cast.shape();
    long[] withChannel = Arrays.copyOf(shape, shape.length + 1);
    withChannel[shape.length] = 1;
    for (long[] candidate : List.of(shape, single(shape), withChannel, single(withChannel))) {
      if (fits(candidate, spec.shape())) {
        return cast.reshape(candidate);
      }
    }
    throw new IllegalArgumentException(
        place
            + "the shape "
            + Arrays.toString(spec.shape()).replace("-1", "any")
            + ", found "
            + Arrays.toString(shape)
            + ": reshape or resize the data");
  }

  private static long[] single(long[] shape) {
    long[] batch = new long[shape.length + 1];
    batch[0] = 1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return batch;
  }

  /** Any number of examples fits: {@link BatchPredictor} deals with models that fix it. */
  private static boolean fits(long[] shape, long[] wanted) {
    if (shape.length != wanted.length) {
      return false;
    }
    for (int i = 1; i < shape.length; i++) {
      if (wanted[i] >= 0 && wanted[i] != shape[i]) {
        return false;
      }
    }
    return true;
  }
}

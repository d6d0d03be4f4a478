package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Predictions for no examples. Some of the runtime's kernels give an empty input's output a wrong
 * shape, or fail: {@code tf.nn.conv2d} of {@code [0, 8, 8, 4]} is {@code [0, 8, 8, 4]}, whatever
 * the filters. So one example of zeros goes through, and no row of what comes out is kept.
 */
final class EmptyBatch {
  private EmptyBatch() {}

  /** Whether a signature computes each example by itself, and there is none. */
  static boolean is(SignatureInfo info, List<Array> values) {
    return !values.isEmpty()
        && batched(info.inputs().values())
        && batched(info.outputs().values())
        && values.stream().allMatch(value -> value.shape()[0] == 0);
  }

  private static boolean batched(Collection<TensorSpec> specs) {
    return specs.stream()
        .map(TensorSpec::shape)
        .allMatch(shape -> shape != null && shape.length > 0 && shape[0] < 0);
  }

  /** One example of zeros, or of empty strings, for each input. */
  static List<Array> oneExample(List<Array> values) {
    return values.stream().map(EmptyBatch::zeros).toList();
  }

  private static Array zeros(Array empty) {
    long[] shape = empty.shape();
    shape[0] = 1;
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    if (empty.dtype() == DType.STRING) {
      String[] texts = new String[size];
      Arrays.fill(texts, "");
      return Array.ofStrings(texts).reshape(shape);
    }
    return Array.of(new float[size], shape).cast(empty.dtype());
  }

  /** Whether the results of one example are of one example each. */
  static boolean isByExample(List<Array> results) {
    return results.stream().allMatch(result -> result.rank() > 0 && result.shape()[0] == 1);
  }

  /** The results of one example without its row. */
  static List<Array> without(List<Array> results) {
    return results.stream().map(result -> result.rows(0, 0)).toList();
  }
}

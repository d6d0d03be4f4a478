package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.family.TNumber;

/**
 * The runtime's poolings of channels-last inputs over one, two or three axes; a sequence is an
 * image one pixel high.
 */
final class Pools {
  private Pools() {}

  static <T extends TNumber> Operand<T> max(
      LayerContext<T> context, Operand<T> x, int[] window, int[] steps, Padding edges) {
    Ops tf = context.tf();
    return switch (window.length) {
      case 3 -> asRow(tf, max(context, rows(tf, x), image(window), image(steps), edges));
      case 4 ->
          context.small()
              ? tf.nn.maxPool(x, tf.constant(window), tf.constant(steps), edges.name())
              : maxOfImages(tf, x, window, steps, edges);
      default ->
          context.training()
              ? tf.nn.maxPool3d(x, longs(window), longs(steps), edges.name())
              : new PooledVolume<>(tf, x, window, steps)
                  .pooled((images, w, s) -> max(context, images, w, s, edges));
    };
  }

  /**
   * The operation that has its window as an attribute. {@code tf.nn.maxPool} makes one that takes
   * it as a tensor, for whose gradient oneDNN has no kernel: that one takes several times as long.
   * To predict for few examples it is the better one, for oneDNN takes longer to begin.
   */
  private static <T extends TNumber> Operand<T> maxOfImages(
      Ops tf, Operand<T> x, int[] window, int[] steps, Padding edges) {
    OperationBuilder operation =
        tf.scope().env().opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope());
    operation.addInput(x.asOutput());
    operation.setAttr("ksize", Arrays.stream(window).asLongStream().toArray());
    operation.setAttr("strides", Arrays.stream(steps).asLongStream().toArray());
    operation.setAttr("padding", edges.name());
    return operation.build().output(0);
  }

  static <T extends TNumber> Operand<T> average(
      LayerContext<T> context, Operand<T> x, int[] window, int[] steps, Padding edges) {
    Ops tf = context.tf();
    return switch (window.length) {
      case 3 -> asRow(tf, average(context, rows(tf, x), image(window), image(steps), edges));
      case 4 -> tf.nn.avgPool(x, longs(window), longs(steps), edges.name());
      default ->
          context.training()
              ? tf.nn.avgPool3d(x, longs(window), longs(steps), edges.name())
              : new PooledVolume<>(tf, x, window, steps)
                  .pooled((images, w, s) -> average(context, images, w, s, edges));
    };
  }

  private static <T extends TNumber> Operand<T> rows(Ops tf, Operand<T> x) {
    return tf.expandDims(x, tf.constant(1));
  }

  private static <T extends TNumber> Operand<T> asRow(Ops tf, Operand<T> y) {
    return tf.squeeze(y, Squeeze.axis(List.of(1L)));
  }

  /** Puts 1 for the row after the batch's 1. */
  private static int[] image(int[] values) {
    return IntStream.concat(IntStream.of(1), Arrays.stream(values)).toArray();
  }

  private static List<Long> longs(int[] values) {
    return Arrays.stream(values).mapToObj(Long::valueOf).toList();
  }
}

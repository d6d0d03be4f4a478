package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * What depthwise convolutions share, over one axis or two.
 *
 * @param <L> the subclass itself
 */
abstract class DepthwiseOnly<L extends DepthwiseOnly<L>> extends Depthwise<L> {

  DepthwiseOnly(int axes, int... kernelSize) {
    super(axes, kernelSize);
  }

  @Override
  final List<WeightSpec> kernels(long channels) {
    return List.of(depthwiseKernel("kernel", channels));
  }

  @Override
  final long outputChannels(long channels) {
    return Math.multiplyExact(channels, (long) depthMultiplier);
  }

  @Override
  final <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x) {
    return depthwise(context, x, "kernel");
  }

  @Override
  final long[] factorShape(Shape kernel) {
    int rank = kernel.numDimensions();
    return new long[] {kernel.get(rank - 2), kernel.get(rank - 1)};
  }

  @Override
  final long macsPerPosition(long channels) {
    return Math.multiplyExact(window(), outputChannels(channels));
  }
}

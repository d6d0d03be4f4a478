package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * What adaptive poolings of largest values share.
 *
 * @param <L> the subclass itself
 */
abstract class AdaptiveMaxPooling<L extends AdaptiveMaxPooling<L>> extends AdaptivePooling<L> {

  AdaptiveMaxPooling(int axes, int... outputSize) {
    super(axes, outputSize);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  final <T extends TNumber> Operand<T> reduce(
      LayerContext<T> context, Operand<T> values, int dimension, AdaptiveWindows windows) {
    return context.tf().reduceMax(values, context.tf().constant(dimension));
  }
}

package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/** PATTERN ONLY (to be completed): batch normalization. */
public final class BatchNormalization extends SingleInputLayer<BatchNormalization> {
  private double momentum = 0.99;
  private double epsilon = 1e-3;

  /** Batch normalization over the last dimension. */
  public BatchNormalization() {}

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    Shape channels = Shape.of(input.get(input.numDimensions() - 1));
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(WeightSpec.trainable("gamma", channels, new Ones()));
    weights.add(WeightSpec.trainable("beta", channels, new Zeros()));
    weights.add(WeightSpec.state("moving_mean", channels, new Zeros()));
    weights.add(WeightSpec.state("moving_variance", channels, new Ones()));
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    // training: context.training() && context.trainable(); then
    // context.update("moving_mean", next), context.update("moving_variance", next)
    return x;
  }

  @Override
  public void options(Options options) {
    momentum = options.number("momentum", momentum);
    epsilon = options.number("epsilon", epsilon);
  }
}

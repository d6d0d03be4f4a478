package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Constant;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A learned factor for each channel, small at the start, so that a block of a deep network begins
 * as nearly nothing: {@code y = x * gamma}. ConvNeXt has one in each block.
 *
 * <pre>{@code
 * new LayerScale(1e-6, 96)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ..., channels]}, as many as {@code projectionDim}. Output shape:
 * the input's. Other shapes are refused with an {@link IllegalArgumentException}. Weights: {@code
 * gamma [channels]}.
 *
 * <p>Source: Keras, {@code keras.src.applications.convnext.LayerScale}, under which name files hold
 * it; Touvron et al. 2021, arXiv 2103.17239.
 */
public final class LayerScale extends SingleInputLayer<LayerScale> {
  private double initValues;
  private int projectionDim;

  /**
   * A learned factor for each channel.
   *
   * @param initValues what all factors are at the start, a finite number
   * @param projectionDim the number of channels, at least 1
   * @throws IllegalArgumentException if an argument is out of range
   */
  public LayerScale(double initValues, int projectionDim) {
    this.initValues = initValues;
    this.projectionDim = projectionDim;
    validate();
  }

  @Override
  protected Shape outputShape(Shape input) {
    int rank = input.numDimensions();
    long channels = rank < 2 ? 0 : input.get(rank - 1);
    if (channels != projectionDim) {
      throw new IllegalArgumentException(
          "takes [batch, ..., " + projectionDim + "], as projectionDim says, not " + input);
    }
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    return List.of(
        WeightSpec.trainable("gamma", Shape.of(projectionDim), new Constant(initValues)));
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.tf().math.mul(x, context.weight("gamma"));
  }

  @Override
  public void options(Options options) {
    initValues = options.number("initValues", initValues);
    projectionDim = options.integer("projectionDim", projectionDim);
  }

  @Override
  public void validate() {
    if (!Double.isFinite(initValues)) {
      throw new IllegalArgumentException("initValues must be finite, not " + initValues);
    }
    if (projectionDim < 1) {
      throw new IllegalArgumentException("projectionDim must be at least 1, not " + projectionDim);
    }
  }
}

package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.activations.Relu;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.PoolableActivation;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WindowExtremes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * The rectified linear unit.
 *
 * <pre>
 * y = min(x, maxValue)                  where x &gt; threshold
 * y = negativeSlope (x - threshold)     elsewhere
 * </pre>
 *
 * <p>With no option it is max(x, 0).
 *
 * <pre>{@code
 * new ReLU()
 * new ReLU().maxValue(6)
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.ReLU}.
 */
public final class ReLU extends SingleInputLayer<ReLU> implements PoolableActivation {
  private Double maxValue;
  private double negativeSlope;
  private double threshold;

  /** ReLU with Keras's defaults: no largest value, slope 0, threshold 0. */
  public ReLU() {}

  /**
   * Sets the largest value. Default: none.
   *
   * @param maxValue the largest value, 0 or more
   * @return a changed copy
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public ReLU maxValue(double maxValue) {
    return with(copy -> copy.maxValue = maxValue);
  }

  /**
   * Sets the slope below the threshold. Default: 0.
   *
   * @param negativeSlope the slope, 0 or more
   * @return a changed copy
   * @throws IllegalArgumentException if the slope is negative or not finite
   */
  public ReLU negativeSlope(double negativeSlope) {
    return with(copy -> copy.negativeSlope = negativeSlope);
  }

  /**
   * Sets what an input must exceed to pass. Default: 0.
   *
   * @param threshold the threshold, 0 or more
   * @return a changed copy
   * @throws IllegalArgumentException if the threshold is negative or not finite
   */
  public ReLU threshold(double threshold) {
    return with(copy -> copy.threshold = threshold);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.activate(function(), x);
  }

  @Override
  public boolean isNonDecreasing() {
    return threshold == 0;
  }

  @Override
  public <T extends TNumber> WindowExtremes<T> callPooled(
      LayerContext<T> context, WindowExtremes<T> x) {
    return x.map(extreme -> context.activate(function(), extreme));
  }

  @Override
  public void options(Options options) {
    maxValue = options.optionalNumber("maxValue", maxValue);
    negativeSlope = options.number("negativeSlope", negativeSlope);
    threshold = options.number("threshold", threshold);
  }

  @Override
  public void validate() {
    function();
  }

  private Relu function() {
    Relu relu = new Relu().negativeSlope(negativeSlope).threshold(threshold);
    return maxValue == null ? relu : relu.maxValue(maxValue);
  }
}

package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What {@link VarianceScaling} and its named relatives share: a distribution around 0 whose
 * variance is scale / fan.
 *
 * @param <S> the class itself, which the withers return
 */
abstract class ScaledInitializer<S extends ScaledInitializer<S>> extends RandomInitializer {
  /** The standard deviation of a unit normal distribution truncated at two deviations. */
  private static final double TRUNCATED_STDDEV = 0.87962566103423978;

  private int[] inputAxes;
  private int[] outputAxes;

  ScaledInitializer() {}

  abstract double scale();

  abstract Mode mode();

  abstract Distribution distribution();

  @Override
  public final S seed(long seed) {
    return self(withSeed(seed));
  }

  /**
   * The same initializer with the axes that count as inputs and outputs said outright, for weights
   * that are neither matrices nor convolution kernels.
   *
   * @param inputAxes the axes whose sizes multiply to the number of inputs, counted from the end
   *     when negative; default: by the rank, as described at {@link VarianceScaling}
   * @param outputAxes the axes whose sizes multiply to the number of outputs
   * @return a new initializer
   */
  public final S axes(int[] inputAxes, int[] outputAxes) {
    ScaledInitializer<S> copy = self(copy());
    copy.inputAxes = inputAxes.clone();
    copy.outputAxes = outputAxes.clone();
    return self(copy);
  }

  /** Whether inputs and outputs are said outright. */
  final boolean hasAxes() {
    return inputAxes != null && outputAxes != null;
  }

  /**
   * The values for a weight.
   *
   * @param tf where the operations go: a graph's or an eager session's
   * @param shape the weight's shape, a constant
   * @param type the element type
   * @return the values
   * @throws IllegalArgumentException if the shape is not known while the graph is built
   */
  @Override
  public final Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    String name = getClass().getSimpleName();
    double[] fans = Shapes.fans(name, Shapes.sizes(name, shape), inputAxes, outputAxes);
    double fan =
        switch (mode()) {
          case FAN_IN -> fans[0];
          case FAN_OUT -> fans[1];
          case FAN_AVG -> (fans[0] + fans[1]) / 2;
        };
    double variance = scale() / Math.max(1, fan);
    return switch (distribution()) {
      case TRUNCATED_NORMAL ->
          truncatedNormal(tf, shape, type, 0, Math.sqrt(variance) / TRUNCATED_STDDEV);
      case UNTRUNCATED_NORMAL -> normal(tf, shape, type, 0, Math.sqrt(variance));
      case UNIFORM -> {
        double limit = Math.sqrt(3 * variance);
        yield uniform(tf, shape, type, -limit, limit);
      }
    };
  }

  @Override
  public void options(Options options) {
    super.options(options);
    inputAxes = options.integers("inputAxes", inputAxes);
    outputAxes = options.integers("outputAxes", outputAxes);
  }

  // Every subclass names itself as S and is final, so a copy of it is an S.
  @SuppressWarnings("unchecked")
  private S self(RandomInitializer copy) {
    return (S) copy;
  }
}

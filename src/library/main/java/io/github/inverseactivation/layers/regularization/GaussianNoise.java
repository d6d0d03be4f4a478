package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.RandomLayer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Additive noise: in training, a number of the normal distribution with mean 0 is added to each
 * element. At inference the output is the input.
 *
 * <p>Options and their defaults: {@code seed} none.
 *
 * <pre>{@code
 * new GaussianNoise(0.1)
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.GaussianNoise}.
 */
public final class GaussianNoise extends RandomLayer<GaussianNoise> {
  private double stddev;

  /**
   * Noise.
   *
   * @param stddev the standard deviation, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public GaussianNoise(double stddev) {
    this.stddev = stddev;
    validate();
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
  protected boolean disturbs() {
    return stddev > 0;
  }

  @Override
  protected <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> noise = normal(context, tf.shape(x));
    return tf.math.add(x, tf.math.mul(noise, context.constant(stddev)));
  }

  @Override
  public void options(Options options) {
    stddev = options.number("stddev", stddev);
    super.options(options);
  }

  @Override
  public void validate() {
    if (!(stddev >= 0 && stddev <= 1)) {
      throw new IllegalArgumentException("stddev must be from 0 to 1, not " + stddev);
    }
  }
}

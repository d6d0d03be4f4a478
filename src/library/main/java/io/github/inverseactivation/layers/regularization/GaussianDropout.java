package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Multiplicative noise: in training, each element is multiplied by a number of the normal
 * distribution with mean 1 and standard deviation {@code sqrt(rate / (1 - rate))}. At inference the
 * output is the input.
 *
 * <p>Options and their defaults: {@code seed} none.
 *
 * <pre>{@code
 * new GaussianDropout(0.2)
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.GaussianDropout}; Srivastava et al. 2014.
 */
public final class GaussianDropout extends Rated<GaussianDropout> {

  /**
   * Noise as strong as dropout of a rate.
   *
   * @param rate from 0 to below 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public GaussianDropout(double rate) {
    super(rate);
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
  protected <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> stddev = context.constant(Math.sqrt(rate / (1 - rate)));
    Operand<T> noise = tf.math.mul(normal(context, tf.shape(x)), stddev);
    return tf.math.mul(x, tf.math.add(noise, context.constant(1)));
  }

  @Override
  public void validate() {
    super.validate();
    requireBelowOne();
  }
}

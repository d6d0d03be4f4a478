package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * Dropout: in training, each element is 0 with probability {@code rate}, else {@code x / (1 -
 * rate)}, so that the expected value stays. At inference it is nothing at all: the output is the
 * input.
 *
 * <pre>{@code
 * new Dropout(0.5)
 * new Dropout(0.2).noiseShape(-1, 1, 64)   // [batch, steps, 64]: the same features at all steps
 * }</pre>
 *
 * <p>What is dropped depends on the model's seed, the layer's place and the training step alone, so
 * a run can be repeated.
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.Dropout}; Srivastava et al. 2014.
 */
public final class Dropout extends NoiseShaped<Dropout> {

  /**
   * Dropout of a rate.
   *
   * @param rate the fraction to drop, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public Dropout(double rate) {
    super(rate);
  }

  @Override
  protected <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x) {
    return drop(context, x, maskShape(context.tf(), x));
  }
}

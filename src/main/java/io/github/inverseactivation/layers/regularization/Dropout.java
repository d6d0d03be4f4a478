package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
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
public final class Dropout extends SingleInputLayer<Dropout> {
  private double rate;
  private Long seed;
  private int[] noiseShape;

  /**
   * Dropout of a rate.
   *
   * @param rate the fraction to drop, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public Dropout(double rate) {
    this.rate = rate;
    validate();
  }

  /**
   * Sets the shape of the mask. Default: the input's.
   *
   * @param noiseShape a size for each dimension, the batch included: 1 where one choice serves the
   *     whole dimension, -1 for the input's size
   * @return a changed copy
   * @throws IllegalArgumentException if a size is 0 or below -1
   */
  public Dropout noiseShape(int... noiseShape) {
    return with(copy -> copy.noiseShape = noiseShape.clone());
  }

  /**
   * Mixes a number into the model's seed. Default: none.
   *
   * @param seed any number
   * @return a changed copy
   */
  public Dropout seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  @Override
  protected Shape outputShape(Shape input) {
    if (noiseShape == null) {
      return input;
    }
    boolean fits = noiseShape.length == input.numDimensions();
    for (int i = 0; fits && i < noiseShape.length; i++) {
      long size = input.get(i);
      fits = noiseShape[i] == 1 || noiseShape[i] == -1 || size == -1 || size == noiseShape[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "noiseShape "
              + Arrays.toString(noiseShape)
              + " does not go with the input shape "
              + input
              + ": give each of its dimensions its size, -1 or 1");
    }
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.training() && rate > 0
        ? DropoutMask.apply(context, x, rate, maskShape(context.tf(), x), seed)
        : x;
  }

  private Operand<TInt32> maskShape(Ops tf, Operand<?> x) {
    Operand<TInt32> shape = tf.shape(x);
    if (noiseShape == null) {
      return shape;
    }
    List<Operand<TInt32>> sizes = new ArrayList<>();
    for (int i = 0; i < noiseShape.length; i++) {
      sizes.add(
          noiseShape[i] == -1
              ? tf.slice(shape, tf.array(i), tf.array(1))
              : tf.array(noiseShape[i]));
    }
    return sizes.size() == 1 ? sizes.get(0) : tf.concat(sizes, tf.constant(0));
  }

  @Override
  public void options(Options options) {
    rate = options.number("rate", rate);
    seed = options.optionalLong("seed", seed);
    noiseShape = options.integers("noiseShape", noiseShape);
  }

  @Override
  public void validate() {
    DropoutMask.validate(rate);
    if (noiseShape != null && Arrays.stream(noiseShape).anyMatch(size -> size < 1 && size != -1)) {
      throw new IllegalArgumentException(
          "the sizes of noiseShape are at least 1, or -1 for the input's; found "
              + Arrays.toString(noiseShape));
    }
  }
}

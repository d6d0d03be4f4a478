package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/**
 * What dropouts share whose mask may be smaller than the input.
 *
 * @param <L> the subclass itself
 */
abstract class NoiseShaped<L extends NoiseShaped<L>> extends Rated<L> {
  int[] noiseShape;

  NoiseShaped(double rate) {
    super(rate);
  }

  /**
   * Sets the shape of the mask. Default: the input's.
   *
   * @param noiseShape a size for each dimension, the batch included: 1 where one choice serves the
   *     whole dimension, -1 for the input's size
   * @return a changed copy
   * @throws IllegalArgumentException if a size is 0 or below -1
   */
  public L noiseShape(int... noiseShape) {
    return with(copy -> copy.noiseShape = noiseShape.clone());
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected final Shape outputShape(Shape input) {
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

  final Operand<TInt32> maskShape(Ops tf, Operand<?> x) {
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
    super.options(options);
    noiseShape = options.integers("noiseShape", noiseShape);
  }

  @Override
  public void validate() {
    super.validate();
    if (noiseShape != null && Arrays.stream(noiseShape).anyMatch(size -> size < 1 && size != -1)) {
      throw new IllegalArgumentException(
          "the sizes of noiseShape are at least 1, or -1 for the input's; found "
              + Arrays.toString(noiseShape));
    }
  }
}

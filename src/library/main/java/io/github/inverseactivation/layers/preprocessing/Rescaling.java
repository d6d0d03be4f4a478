package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.LocalLayer;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Brings inputs to another range: {@code y = x scale + offset}, in training and inference.
 *
 * <pre>{@code
 * new Rescaling(1 / 255.0)                  // bytes to [0, 1]
 * new Rescaling(1 / 127.5, -1);             // bytes to [-1, 1]
 * Rescaling channels = Rescaling.perChannel(0.5, 0.25, 0.125); // a factor for each of three
 * }</pre>
 *
 * <p>Input shape: any; where there are several factors or offsets, the last dimension has as many.
 * Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.Rescaling}.
 */
public final class Rescaling extends SingleInputLayer<Rescaling> implements LocalLayer {
  private double[] scale;
  private double[] offset;

  /**
   * A multiplication.
   *
   * @param scale what inputs are multiplied by, any finite number
   * @throws IllegalArgumentException if it is not finite
   */
  public Rescaling(double scale) {
    this(scale, 0);
  }

  /**
   * A multiplication and an addition.
   *
   * @param scale what inputs are multiplied by, any finite number
   * @param offset what is added then, any finite number
   * @throws IllegalArgumentException if one is not finite
   */
  public Rescaling(double scale, double offset) {
    this.scale = new double[] {scale};
    this.offset = new double[] {offset};
    validate();
  }

  /**
   * A multiplication with a factor for each channel.
   *
   * @param scale one finite factor for each channel of the last dimension
   * @return the layer
   * @throws IllegalArgumentException if there is none or one is not finite
   */
  public static Rescaling perChannel(double... scale) {
    double[] factors = scale.clone();
    Rescaling checked = new Rescaling(1).with(copy -> copy.scale = factors);
    checked.validate();
    return checked;
  }

  /**
   * Sets what is added after the multiplication. Default: 0.
   *
   * @param offset one finite number for all, or one for each channel of the last dimension
   * @return a changed copy
   * @throws IllegalArgumentException if there is none or one is not finite
   */
  public Rescaling offset(double... offset) {
    return with(copy -> copy.offset = offset.clone());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    check("scale", scale, input);
    check("offset", offset, input);
    return input;
  }

  @Override
  public Shape reads(Shape input, Shape output) {
    return LocalLayer.elementwise(input, output);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    var tf = context.tf();
    Operand<T> y = tf.math.mul(x, constant(context, scale));
    return Arrays.stream(offset).allMatch(number -> number == 0)
        ? y
        : tf.math.add(y, constant(context, offset));
  }

  @Override
  public void options(Options options) {
    scale = options.numbers("scale", scale);
    offset = options.numbers("offset", offset);
  }

  @Override
  public void validate() {
    requireFinite("scale", scale);
    requireFinite("offset", offset);
  }

  private static <T extends TNumber> Operand<T> constant(
      LayerContext<T> context, double[] numbers) {
    if (numbers.length == 1) {
      return context.constant(numbers[0]);
    }
    var tf = context.tf();
    return tf.dtypes.cast(tf.constant(numbers), context.dtype());
  }

  private static void check(String name, double[] numbers, Shape input) {
    if (numbers.length == 1) {
      return;
    }
    int rank = input.numDimensions();
    long channels = rank < 2 ? 0 : input.get(rank - 1);
    if (channels != numbers.length && channels != Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          name
              + " has "
              + numbers.length
              + " numbers, but the input shape is "
              + input
              + ": give one number, or as many as the last dimension has");
    }
  }

  private static void requireFinite(String name, double[] numbers) {
    if (numbers == null || numbers.length == 0) {
      throw new IllegalArgumentException(name + " needs at least one number");
    }
    if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(name + " must be finite, not " + Arrays.toString(numbers));
    }
  }
}

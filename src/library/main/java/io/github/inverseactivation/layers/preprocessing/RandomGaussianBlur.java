package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Blurs some images, in training, by a Gaussian of random width, with a probability that is drawn
 * for each image from {@code factor}. Images pass unchanged at inference.
 *
 * <pre>
 * y = the mean of the window of kernelSize pixels, weighted by exp(-distance^2 / (2 sigma^2)), with
 *     zeros around the image; cut to the range of values
 * </pre>
 *
 * <p>Options and their defaults: {@code kernelSize} 3, {@code sigma} 0 to 1, {@code valueRange} 0
 * to 255, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomGaussianBlur(0.5)                  // a probability up to a half
 * new RandomGaussianBlur(new double[] {0.3, 0.3}).kernelSize(5).sigma(0.5, 1).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomGaussianBlur}. Keras draws the widths once for all
 * images of a batch, here each image has its own.
 */
public final class RandomGaussianBlur extends FactorAugmentation<RandomGaussianBlur> {
  private int[] kernelSize = {3, 3};
  private Factor sigma = Factor.fromZero("sigma", 0, 1).of(0, 1);

  /** Blurs images with a probability that is drawn from 0 to 1. */
  public RandomGaussianBlur() {
    this(1);
  }

  /**
   * Blurs a part of the images.
   *
   * @param factor the greatest probability, from 0 to 1; the least is 0
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomGaussianBlur(double factor) {
    this(new double[] {factor});
  }

  /**
   * Blurs a part of the images, with a window of a size.
   *
   * @param factor the greatest probability, from 0 to 1; the least is 0
   * @param kernelSize the window's height and width, odd and at least 1
   * @throws IllegalArgumentException if one is out of range
   */
  public RandomGaussianBlur(double factor, int kernelSize) {
    super(Factor.fromZero("factor", 0, 1).of(factor));
    this.kernelSize = both(new int[] {kernelSize});
    validate();
  }

  /**
   * Blurs a part of the images.
   *
   * @param factor the least and the greatest probability, each from 0 to 1; or the greatest alone
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomGaussianBlur(double[] factor) {
    super(Factor.fromZero("factor", 0, 1).of(factor));
    validate();
  }

  /**
   * Sets the window's height and width. Default: 3.
   *
   * @param kernelSize an odd number for both, or one each; at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if these are other numbers
   */
  public RandomGaussianBlur kernelSize(int... kernelSize) {
    return with(copy -> copy.kernelSize = both(kernelSize));
  }

  private static int[] both(int[] sizes) {
    return sizes != null && sizes.length == 1 ? new int[] {sizes[0], sizes[0]} : sizes;
  }

  /**
   * Sets the Gaussian's standard deviation, in pixels. Default: from 0 to 1.
   *
   * @param sigma the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomGaussianBlur sigma(double... sigma) {
    return with(copy -> copy.sigma = copy.sigma.of(sigma));
  }

  @Override
  int columns() {
    return 4;
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<T> down = blur(context, x, 1, drawn);
    Operand<T> across = blur(context, x, 2, drawn);
    Operand<T> rows = tf.linalg.einsum(List.of(down, x), "bij,bjwc->biwc");
    Operand<T> blurred = tf.linalg.einsum(List.of(across, rows), "bij,bhjc->bhic");
    return clip(context, tf.select(chosen(tf, drawn, 0, factor), blurred, x));
  }

  private <T extends TNumber> Operand<T> blur(
      LayerContext<T> context, Operand<T> x, int axis, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TFloat32> width = tf.expandDims(sigma.draw(tf, drawn, axis + 1), tf.constant(2));
    Operand<TFloat32> reach = tf.constant((kernelSize[axis - 1] - 1) / 2f);
    return tf.dtypes.cast(Blur.matrix(tf, Blur.size(tf, x, axis), width, reach), context.dtype());
  }

  @Override
  public void options(Options options) {
    kernelSize = both(options.integers("kernelSize", kernelSize));
    sigma = sigma.option(options);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (kernelSize == null
        || kernelSize.length != 2
        || kernelSize[0] < 1
        || kernelSize[1] < 1
        || kernelSize[0] % 2 == 0
        || kernelSize[1] % 2 == 0) {
      throw new IllegalArgumentException(
          "kernelSize takes one odd number or two, at least 1, not " + Arrays.toString(kernelSize));
    }
    sigma.require();
  }
}

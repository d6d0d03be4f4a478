package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Changes each image, in training, by {@code numOps} augmentations that are drawn for it, one after
 * the other: one strength and one number of steps in place of an option for each augmentation. No
 * gradient goes through it: put it before layers with weights. Images pass unchanged at inference.
 *
 * <p>Each step is one of these, with the same probability:
 *
 * <pre>
 * RandomShear          xFactor and yFactor: factor       RandomBrightness         factor
 * RandomTranslation    both: factor                      RandomColorDegeneration  factor
 * RandomRotation       factor                            RandomContrast           factor
 * RandomPosterization  8 times the greatest factor       RandomSharpness          factor
 * Solarization         both: factor                      AutoContrast and Equalization
 * </pre>
 *
 * <p>A layer that is drawn twice for an image has the same factors both times. Since factors are
 * from 0 on, images are moved down and to the right, turned counterclockwise, and made brighter.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code numOps} 2, {@code factor} 0 to
 * 0.5, {@code interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandAugment().valueRange(0, 1).factor(0.3)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]} with 1 or 3 channels, or {@code [batch,
 * channels, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the
 * input's. A shape with another number of dimensions or of channels is refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandAugment}; Cubuk et al. 2019, arXiv 1909.13719. Keras
 * draws the augmentations once for all images of a batch, here each image has its own.
 */
public final class RandAugment extends ChoosingAugmentation<RandAugment> {
  private int numOps = 2;

  /** Changes bytes by two augmentations of medium strength. */
  public RandAugment() {
    super(0.5);
  }

  /**
   * Sets how many augmentations each image gets. Default: 2.
   *
   * @param numOps from 0 to 100
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandAugment numOps(int numOps) {
    return with(copy -> copy.numOps = numOps);
  }

  @Override
  boolean all() {
    return true;
  }

  @Override
  int columns() {
    return numOps + operations().columns();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operations operations = operations();
    Operand<TFloat32> factors = tf.slice(drawn, tf.array(0, numOps), tf.array(-1, -1));
    Operand<T> y = x;
    for (int i = 0; i < numOps; i++) {
      y = operations.apply(context, y, oneOf(tf, operations.size(), drawn, i), factors);
    }
    return tf.stopGradient(y);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    numOps = options.integer("numOps", numOps);
  }

  @Override
  public void validate() {
    super.validate();
    requireSteps("numOps", 0, numOps);
  }
}

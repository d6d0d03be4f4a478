package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Changes brightness, contrast, saturation and hue of each image, in training, by random factors:
 * {@link RandomBrightness}, {@link RandomContrast}, {@link RandomSaturation} and {@link RandomHue}
 * one after the other, those of which a factor is set. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code brightnessFactor}, {@code contrastFactor}, {@code
 * saturationFactor} and {@code hueFactor} none, {@code valueRange} 0 to 255, {@code dataFormat}
 * CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomColorJitter()
 *     .brightnessFactor(0.2)
 *     .contrastFactor(0.2, 0.2)
 *     .saturationFactor(0.4, 0.6)
 *     .hueFactor(0.1)
 *     .valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions, or with other than 3 channels where saturation or hue changes,
 * is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomColorJitter}. Its parts take the channels to come
 * last even with {@code channels_first}; here they are where the layer says.
 */
public final class RandomColorJitter extends ValueAugmentation<RandomColorJitter> {
  private Factor brightness = Factor.eitherWay("brightnessFactor", -1, 1);
  private Factor contrast = Factor.fromZero("contrastFactor", 0, 1);
  private Factor saturation = Factor.eitherWay("saturationFactor", -1, 1);
  private Factor hue = Factor.fromZero("hueFactor", 0, 1);

  /** Changes nothing before a factor is set. */
  public RandomColorJitter() {}

  /**
   * Changes the brightness. Default: not.
   *
   * @param factor the largest change either way, or the smallest and the largest; from -1 to 1; or
   *     null
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomColorJitter brightnessFactor(double... factor) {
    return with(copy -> copy.brightness = brightness.of(factor));
  }

  /**
   * Changes the contrast, by a number from {@code 1 - lower} to {@code 1 + upper}. Default: not.
   *
   * @param factor lower and upper, or upper alone, then lower is 0; each from 0 to 1, lower at most
   *     upper; or null
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomColorJitter contrastFactor(double... factor) {
    return with(copy -> copy.contrast = contrast.of(factor));
  }

  /**
   * Changes how strong colours are; 0.5 leaves them as they are. Default: not.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is its
   *     negative, as in Keras; each from -1 to 1; or null
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomColorJitter saturationFactor(double... factor) {
    return with(copy -> copy.saturation = saturation.of(factor));
  }

  /**
   * Turns the hue, by half of the factor of the circle, either way. Default: not.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1; or null
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomColorJitter hueFactor(double... factor) {
    return with(copy -> copy.hue = hue.of(factor));
  }

  /** The layers whose factors are set, in their order. */
  private List<ValueAugmentation<?>> parts() {
    List<ValueAugmentation<?>> parts = new ArrayList<>();
    if (brightness.given()) {
      parts.add(new RandomBrightness(brightness).valueRange(valueRange));
    }
    if (contrast.given()) {
      parts.add(new RandomContrast(contrast).valueRange(valueRange));
    }
    if (saturation.given()) {
      parts.add(new RandomSaturation(saturation).valueRange(valueRange));
    }
    if (hue.given()) {
      parts.add(new RandomHue(hue).valueRange(valueRange));
    }
    return parts;
  }

  @Override
  void check(SpatialShape images) {
    parts().forEach(part -> part.check(images));
  }

  @Override
  int columns() {
    return parts().stream().mapToInt(Augmentation::columns).sum();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<T> y = x;
    int column = 0;
    for (Augmentation<?> part : parts()) {
      int[] from = {0, column};
      int[] sizes = {-1, part.columns()};
      y = part.change(context, y, tf.slice(drawn, tf.constant(from), tf.constant(sizes)));
      column += part.columns();
    }
    return y;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    brightness = brightness.option(options);
    contrast = contrast.option(options);
    saturation = saturation.option(options);
    hue = hue.option(options);
  }

  @Override
  public void validate() {
    super.validate();
    parts(); // refuses what they refuse
  }
}

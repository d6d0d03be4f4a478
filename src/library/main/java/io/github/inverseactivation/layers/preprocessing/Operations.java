package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The layers that {@link RandAugment} and {@link AugMix} choose from for each image. */
final class Operations {
  private final List<SingleInputLayer<?>> layers = new ArrayList<>();

  /**
   * Layers of one strength.
   *
   * @param factor the least and the greatest factor of all of them
   * @param all false to leave out those that change brightness, colours, contrast and sharpness
   */
  Operations(double[] factor, double[] valueRange, Interpolation interpolation, boolean all) {
    int bits = Math.max(1, (int) (8 * factor[1]));
    layers.add(new RandomShear().xFactor(factor).yFactor(factor).interpolation(interpolation));
    layers.add(new RandomTranslation(factor, factor).interpolation(interpolation));
    layers.add(new RandomRotation(factor[0], factor[1]).interpolation(interpolation));
    layers.add(new RandomPosterization(bits).valueRange(valueRange));
    layers.add(
        new Solarization().additionFactor(factor).thresholdFactor(factor).valueRange(valueRange));
    layers.add(new AutoContrast().valueRange(valueRange));
    layers.add(new Equalization().valueRange(valueRange));
    if (all) {
      layers.add(new RandomBrightness(factor).valueRange(valueRange));
      layers.add(new RandomColorDegeneration(factor).valueRange(valueRange));
      layers.add(new RandomContrast(factor[0], factor[1]).valueRange(valueRange));
      layers.add(new RandomSharpness(factor).valueRange(valueRange));
    }
  }

  /** How many layers there are. */
  int size() {
    return layers.size();
  }

  /** How many numbers the layers draw for each image, all together. */
  int columns() {
    return layers.stream().mapToInt(Operations::columns).sum();
  }

  private static int columns(SingleInputLayer<?> layer) {
    return layer instanceof Augmentation<?> random ? random.columns() : 0;
  }

  /** Refuses images that one of the layers cannot change. One channel is gray to all of them. */
  void check(SpatialShape images) {
    for (SingleInputLayer<?> layer : layers) {
      if (layer instanceof Augmentation<?> random && images.channels() != 1) {
        random.check(images);
      }
    }
  }

  /**
   * Emits what the chosen layers make of channels-last images. Each layer works on those images
   * alone that are its own.
   *
   * @param which each image's layer, {@code [batch]}; {@link #size} for none
   * @param drawn what the layers draw, {@code [batch, columns()]}
   */
  <T extends TNumber> Operand<T> apply(
      LayerContext<T> context, Operand<T> x, Operand<TInt32> which, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    long parts = size() + 1;
    Operand<TInt32> batch = Blur.size(tf, x, 0);
    Operand<TInt32> numbers = tf.range(tf.constant(0), batch, tf.constant(1));
    List<Operand<TInt32>> places = list(tf.dynamicPartition(numbers, which, parts));
    List<Operand<T>> images = list(tf.dynamicPartition(x, which, parts));
    List<Operand<TFloat32>> draws = list(tf.dynamicPartition(drawn, which, parts));
    int column = 0;
    for (int i = 0; i < size(); i++) {
      SingleInputLayer<?> layer = layers.get(i);
      Operand<T> own = images.get(i);
      if (layer instanceof Augmentation<?> random) {
        images.set(i, random.change(context, own, columns(tf, draws.get(i), column, layer)));
      } else {
        images.set(i, layer.emit(context, List.of(own)).get(0));
      }
      column += columns(layer);
    }
    return tf.dynamicStitch(places, images);
  }

  private static Operand<TFloat32> columns(
      Ops tf, Operand<TFloat32> drawn, int first, SingleInputLayer<?> layer) {
    return tf.slice(drawn, tf.array(0, first), tf.array(-1, columns(layer)));
  }

  private static <E> List<E> list(Iterable<E> elements) {
    List<E> list = new ArrayList<>();
    elements.forEach(list::add);
    return list;
  }
}

package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What layers share that choose for each image among other layers, all of one strength.
 *
 * @param <L> the subclass itself
 */
abstract class ChoosingAugmentation<L extends ChoosingAugmentation<L>>
    extends FactorAugmentation<L> {
  /** A bound for files from elsewhere: each step adds all layers to the graph. */
  static final int MOST_STEPS = 100;

  Interpolation interpolation = Interpolation.BILINEAR;

  ChoosingAugmentation(double factor) {
    super(Factor.fromZero("factor", 0, 1).of(factor));
  }

  /** Whether brightness, colours, contrast and sharpness are among the layers. */
  abstract boolean all();

  /** The layers to choose from. */
  final Operations operations() {
    return new Operations(factor.ends(), valueRange, interpolation, all());
  }

  /**
   * Sets the strength: the factor of all layers that are chosen from.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public L factor(double... factor) {
    return with(copy -> copy.factor = this.factor.of(factor));
  }

  /**
   * Sets what lies between the pixels of images that are moved. Default: {@link
   * Interpolation#BILINEAR}.
   *
   * @param interpolation NEAREST or BILINEAR
   * @return a changed copy
   * @throws IllegalArgumentException if it is another
   */
  public L interpolation(Interpolation interpolation) {
    Objects.requireNonNull(interpolation, "interpolation");
    return with(copy -> copy.interpolation = interpolation);
  }

  /** One of some numbers from 0 on, as a column says: {@code [batch]}. */
  static Operand<TInt32> oneOf(Ops tf, int count, Operand<TFloat32> drawn, int column) {
    Operand<TFloat32> place = tf.math.mul(column(tf, drawn, column), tf.constant((float) count));
    return tf.reshape(tf.dtypes.cast(place, TInt32.class), tf.array(-1));
  }

  @Override
  void check(SpatialShape images) {
    operations().check(images);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    interpolation = options.choice("interpolation", interpolation);
  }

  @Override
  public void validate() {
    super.validate();
    operations(); // refuses what the layers refuse
  }

  /** Refuses too many steps. */
  static void requireSteps(String name, int least, int steps) {
    if (steps < least || steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + MOST_STEPS + ", not " + steps);
    }
  }
}

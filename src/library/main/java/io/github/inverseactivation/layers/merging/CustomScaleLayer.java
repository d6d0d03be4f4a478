package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A shortcut and a part of a branch: {@code y = x1 + scale * x2}. Each block of InceptionResNetV2
 * ends with it; Keras calls it so.
 *
 * <pre>{@code
 * new CustomScaleLayer(0.17)
 * }</pre>
 *
 * <p>Input shapes: two of {@code [batch, ...]} with shapes that broadcast: counted from the last,
 * sizes are equal or one of them is 1. Output shape: the larger size of each dimension. Other
 * shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.src.applications.inception_resnet_v2.CustomScaleLayer}, under
 * which name files hold it; Szegedy et al. 2016, arXiv 1602.07261.
 */
public final class CustomScaleLayer extends Elementwise<CustomScaleLayer> {
  private double scale;

  /**
   * A sum with a scaled branch.
   *
   * @param scale the branch's factor, a finite number
   * @throws IllegalArgumentException if it is not finite
   */
  public CustomScaleLayer(double scale) {
    super(2, 2);
    this.scale = scale;
    validate();
  }

  @Override
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    Operand<T> factor = tf.dtypes.cast(tf.constant(scale), inputs.get(1).type());
    return tf.math.add(inputs.get(0), tf.math.mul(inputs.get(1), factor));
  }

  @Override
  public void options(Options options) {
    scale = options.number("scale", scale);
  }

  @Override
  public void validate() {
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException("scale must be finite, not " + scale);
    }
  }
}

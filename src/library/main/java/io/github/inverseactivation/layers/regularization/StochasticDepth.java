package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Draws;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Stochastic depth: in training, all of an example is 0 with probability {@code dropPathRate}, else
 * {@code x / (1 - dropPathRate)}. At the end of a branch that is added to a shortcut, it leaves out
 * the branch. At inference the output is the input.
 *
 * <pre>{@code
 * new StochasticDepth(0.1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ...]}. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.src.applications.convnext.StochasticDepth}, under which name files
 * hold it; Huang et al. 2016, arXiv 1603.09382.
 */
public final class StochasticDepth extends SingleInputLayer<StochasticDepth> {
  private double dropPathRate;

  /**
   * Stochastic depth of a rate.
   *
   * @param dropPathRate the fraction of examples to drop, from 0 to below 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public StochasticDepth(double dropPathRate) {
    this.dropPathRate = dropPathRate;
    validate();
  }

  @Override
  protected Shape outputShape(Shape input) {
    if (input.numDimensions() < 1) {
      throw new IllegalArgumentException(
          "takes [batch, ...], not the shape " + input + ": give the input a batch dimension");
    }
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    if (!context.training() || dropPathRate == 0) {
      return x;
    }
    Ops tf = context.tf();
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    Operand<TBool> kept =
        tf.math.greaterEqual(
            Draws.uniform(context, null, batch), tf.constant((float) dropPathRate));
    int[] each = new int[x.shape().numDimensions()];
    Arrays.fill(each, 1);
    each[0] = -1;
    Operand<T> factors =
        tf.math.mul(
            tf.dtypes.cast(kept, context.dtype()), context.constant(1 / (1 - dropPathRate)));
    return tf.math.mul(x, tf.reshape(factors, tf.constant(each)));
  }

  @Override
  public void options(Options options) {
    dropPathRate = options.number("dropPathRate", dropPathRate);
  }

  @Override
  public void validate() {
    if (!(dropPathRate >= 0 && dropPathRate < 1)) {
      throw new IllegalArgumentException(
          "dropPathRate must be from 0 to below 1, not " + dropPathRate);
    }
  }
}

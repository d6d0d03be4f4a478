package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * ReLU with a learned slope below zero: {@code y = max(x, 0) - alpha max(-x, 0)}.
 *
 * <p>There is one {@code alpha} for each position and channel, unless axes share it:
 *
 * <pre>{@code
 * new PReLU().sharedAxes(1, 2)   // after a convolution: one alpha for each channel
 * }</pre>
 *
 * <p>Input shape: any of rank 2 or more, with known sizes along the axes that do not share. Output
 * shape: the input's. Weights: {@code alpha}, of the input's shape without the batch, 1 along
 * shared axes.
 *
 * <p>Source: Keras, {@code keras.layers.PReLU}; He et al. 2015, arXiv 1502.01852.
 */
public final class PReLU extends SingleInputLayer<PReLU> {
  private Initializer<?> alphaInitializer = new Zeros();
  private Regularizer alphaRegularizer;
  private Constraint alphaConstraint;
  private int[] sharedAxes;

  /** A ReLU whose slopes start at 0, one for each element of an example. */
  public PReLU() {}

  /**
   * Sets how the slopes start. Default: {@link Zeros}.
   *
   * @param initializer draws the slopes
   * @return a changed copy
   */
  public PReLU alphaInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.alphaInitializer = initializer);
  }

  /**
   * Penalises the slopes. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public PReLU alphaRegularizer(Regularizer regularizer) {
    return with(copy -> copy.alphaRegularizer = regularizer);
  }

  /**
   * Projects the slopes after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public PReLU alphaConstraint(Constraint constraint) {
    return with(copy -> copy.alphaConstraint = constraint);
  }

  /**
   * Names the axes along which one slope serves all. Default: none.
   *
   * @param axes axes of the input, counted from 1 as the batch is axis 0
   * @return a changed copy
   * @throws IllegalArgumentException if an axis is below 1
   */
  public PReLU sharedAxes(int... axes) {
    return with(copy -> copy.sharedAxes = axes.clone());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    alphaShape(input);
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    return List.of(
        WeightSpec.trainable("alpha", alphaShape(input), alphaInitializer)
            .regularizer(alphaRegularizer)
            .constraint(alphaConstraint));
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    var tf = context.tf();
    Operand<T> below = tf.nn.relu(tf.math.neg(x));
    return tf.math.sub(tf.nn.relu(x), tf.math.mul(context.weight("alpha"), below));
  }

  @Override
  public void options(Options options) {
    alphaInitializer = options.object("alphaInitializer", Initializer.class, alphaInitializer);
    alphaRegularizer = options.object("alphaRegularizer", Regularizer.class, alphaRegularizer);
    alphaConstraint = options.object("alphaConstraint", Constraint.class, alphaConstraint);
    sharedAxes = options.integers("sharedAxes", sharedAxes);
  }

  @Override
  public void validate() {
    if (sharedAxes != null && Arrays.stream(sharedAxes).anyMatch(axis -> axis < 1)) {
      throw new IllegalArgumentException(
          "sharedAxes counts from 1, as the batch is axis 0; found " + Arrays.toString(sharedAxes));
    }
  }

  private Shape alphaShape(Shape input) {
    int rank = input.numDimensions();
    if (rank < 2) {
      throw new IllegalArgumentException("PReLU takes [batch, ...], not the shape " + input);
    }
    long[] sizes = input.tail().asArray();
    for (int axis : sharedAxes == null ? new int[0] : sharedAxes) {
      if (axis >= rank) {
        throw new IllegalArgumentException(
            "sharedAxes names axis "
                + axis
                + ", but the input shape "
                + input
                + " has the axes 1 to "
                + (rank - 1));
      }
      sizes[axis - 1] = 1;
    }
    return Shape.of(sizes);
  }
}

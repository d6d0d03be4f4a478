package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.ActivityPenalty;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.regularizers.L1L2;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Adds to the loss what its input costs, and puts it out unchanged: {@code (l1 sum|x| + l2 sum x^2)
 * / batch}, so that a batch's size does not matter.
 *
 * <p>Options and their defaults: {@code l1} 0, {@code l2} 0.
 *
 * <pre>{@code
 * new ActivityRegularization(0, 0.01)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ...]}. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.ActivityRegularization}.
 */
public final class ActivityRegularization extends SingleInputLayer<ActivityRegularization> {
  private double l1;
  private double l2;

  /**
   * A penalty on the activity.
   *
   * @param l1 the factor of the magnitudes, 0 or more
   * @param l2 the factor of the squares, 0 or more
   * @throws IllegalArgumentException if a factor is negative or not finite
   */
  public ActivityRegularization(double l1, double l2) {
    this.l1 = l1;
    this.l2 = l2;
    validate();
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
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
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    ActivityPenalty.add(context, new L1L2(l1, l2), input);
    return input;
  }

  @Override
  public void options(Options options) {
    l1 = options.number("l1", l1);
    l2 = options.number("l2", l2);
  }

  @Override
  public void validate() {
    new L1L2(l1, l2); // refuses the same factors
  }
}

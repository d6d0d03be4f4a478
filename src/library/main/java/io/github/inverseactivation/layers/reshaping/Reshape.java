package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Gives each example another shape with the same values in the same order.
 *
 * <pre>{@code
 * new Reshape(7, 7, 64)   // [batch, 3136] becomes [batch, 7, 7, 64]
 * new Reshape(-1, 64)     // [batch, 7, 7, 64] becomes [batch, 49, 64]
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ...]}; sizes may be unknown. Output shape: {@code [batch]} and the
 * target shape, where -1 is what is left over. An input whose number of values does not fit is
 * refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Reshape}.
 */
public final class Reshape extends SingleInputLayer<Reshape> {
  private int[] targetShape;

  /**
   * A change of shape.
   *
   * @param targetShape the shape of an example, without the batch: sizes of at least 1, and at most
   *     one -1 for the size that follows from the others
   * @throws IllegalArgumentException if a size is 0 or below -1, or -1 is there twice
   */
  public Reshape(int... targetShape) {
    this.targetShape = targetShape.clone();
    validate();
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    Shape example = BatchShape.example(input);
    long[] target = Arrays.stream(targetShape).asLongStream().toArray();
    if (!example.hasUnknownDimension()) {
      resolve(target, example, input);
    }
    return Shape.of(target).prepend(input.get(0));
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    return BatchShape.reshape(context.tf(), input, BatchShape.example(outputShape(input.shape())));
  }

  @Override
  public void options(Options options) {
    targetShape = options.integers("targetShape", targetShape);
  }

  @Override
  public void validate() {
    if (targetShape == null
        || Arrays.stream(targetShape).anyMatch(size -> size == 0 || size < -1)
        || Arrays.stream(targetShape).filter(size -> size == -1).count() > 1) {
      throw new IllegalArgumentException(
          "targetShape has sizes of at least 1 and at most one -1, not "
              + Arrays.toString(targetShape));
    }
  }

  /** Puts the size that follows from the others in the place of -1. */
  private void resolve(long[] target, Shape example, Shape input) {
    long values = example.size();
    long given = 1;
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == -1) {
        open = i;
      } else {
        given = Math.multiplyExact(given, target[i]);
      }
    }
    if (open < 0 ? values != given : values % given != 0) {
      throw new IllegalArgumentException(
          "cannot reshape the "
              + values
              + " values of an example of "
              + input
              + " to "
              + Arrays.toString(targetShape)
              + ": choose sizes whose product "
              + (open < 0 ? "is " : "divides ")
              + values);
    }
    if (open >= 0) {
      target[open] = values / given;
    }
  }
}

package io.github.inverseactivation.layers.core;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAny;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Masks the steps of a sequence that have nothing but one value: layers behind it leave them out.
 *
 * <pre>
 * mask = any(x != maskValue) over the last axis
 * y = x where mask, else 0
 * </pre>
 *
 * <pre>{@code
 * Sequential.of(Input.shape(10, 8), new Masking(), new LSTM(32), new Dense(1));
 * }</pre>
 *
 * <p>Options and their defaults: {@code maskValue} 0.
 *
 * <p>Input shape: {@code [batch, ..., features]} of rank 2 or more; others are refused with an
 * {@link IllegalArgumentException}. Output shape: the input's. Mask: {@code [batch, ...]}.
 *
 * <p>Source: Keras, {@code keras.layers.Masking}.
 */
public final class Masking extends SingleInputLayer<Masking> {
  private double maskValue;

  /** Masks steps of zeros. */
  public Masking() {}

  /**
   * Sets the value that stands for nothing. Default: 0.
   *
   * @param maskValue any finite number
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public Masking maskValue(double maskValue) {
    return with(copy -> copy.maskValue = maskValue);
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
    if (input.numDimensions() < 2) {
      throw new IllegalArgumentException(
          "Masking takes [batch, ..., features], not the shape " + input + ": reshape the input");
    }
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<TBool> differs = tf.math.notEqual(x, context.constant(maskValue));
    Operand<TBool> kept = tf.reduceAny(differs, tf.constant(-1), ReduceAny.keepDims(true));
    context.outputMask(0, tf.squeeze(kept, Squeeze.axis(List.of(-1L))));
    return tf.select(kept, x, context.constant(0));
  }

  @Override
  public void options(Options options) {
    maskValue = options.number("maskValue", maskValue);
  }

  @Override
  public void validate() {
    if (!Double.isFinite(maskValue)) {
      throw new IllegalArgumentException("maskValue must be a finite number, not " + maskValue);
    }
  }
}

package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Tells categories, whole numbers from 0 to {@code numTokens - 1}, by vectors of that length. No
 * gradient goes through it. Other numbers count as nothing.
 *
 * <pre>
 * ONE_HOT     each category by a vector with a 1 at its place
 * MULTI_HOT   all categories of an example by one vector, with a 1 at the place of each
 * COUNT       the same, with how often there is each
 * </pre>
 *
 * <p>Options and their defaults: {@code outputMode} MULTI_HOT. Keras's sparse tensors and weights
 * of counts are not supported.
 *
 * <pre>{@code
 * new CategoryEncoding(10).outputMode(CategoryEncoding.OutputMode.ONE_HOT)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, categories]}, for ONE_HOT any. Output shape: {@code [batch,
 * numTokens]}, for ONE_HOT the input's with {@code numTokens} in place of a last dimension of size
 * 1, or else after it. Other shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.CategoryEncoding}.
 */
public final class CategoryEncoding extends SingleInputLayer<CategoryEncoding> {

  /** What comes out. */
  public enum OutputMode {
    /** A vector for each category, with a 1 at its place. */
    ONE_HOT(Encoding.ONE_HOT),
    /** A vector for each example, with a 1 at the place of each of its categories. */
    MULTI_HOT(Encoding.MULTI_HOT),
    /** A vector for each example, with how often it has each category. */
    COUNT(Encoding.COUNT);

    private final Encoding encoding;

    OutputMode(Encoding encoding) {
      this.encoding = encoding;
    }
  }

  private int numTokens;
  private OutputMode outputMode = OutputMode.MULTI_HOT;

  /**
   * An encoding.
   *
   * @param numTokens the number of categories, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public CategoryEncoding(int numTokens) {
    this.numTokens = numTokens;
    validate();
  }

  /**
   * Sets what comes out. Default: {@link OutputMode#MULTI_HOT}.
   *
   * @param outputMode the kind of vectors
   * @return a changed copy
   */
  public CategoryEncoding outputMode(OutputMode outputMode) {
    Objects.requireNonNull(outputMode, "outputMode");
    return with(copy -> copy.outputMode = outputMode);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return outputMode.encoding.outputShape(input, numTokens);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Operand<TInt32> ids = context.tf().dtypes.cast(x, TInt32.class);
    return outputMode.encoding.encode(context, ids, numTokens);
  }

  @Override
  public void options(Options options) {
    numTokens = options.integer("numTokens", numTokens);
    outputMode = options.choice("outputMode", outputMode);
  }

  @Override
  public void validate() {
    if (numTokens < 1) {
      throw new IllegalArgumentException("numTokens must be at least 1, not " + numTokens);
    }
  }
}

package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Sorts numbers into bins: with boundaries {@code b}, bin 0 is below {@code b[0]}, bin {@code i} is
 * from {@code b[i - 1]} to below {@code b[i]}, and the last one is the rest. No gradient goes
 * through it.
 *
 * <p>Options and their defaults: {@code outputMode} INT, {@code numBins} none and {@code epsilon}
 * 0.01, which Keras keeps of how the boundaries were found in data. A layer that was not adapted to
 * data, and so has no boundaries yet, is refused.
 *
 * <pre>{@code
 * new Discretization(0, 0.5, 1)   // 4 bins
 * }</pre>
 *
 * <p>Input shape: any; {@code [batch, features]} for MULTI_HOT and COUNT. Output shape: the input's
 * for INT; for ONE_HOT with the number of bins in place of a last dimension of size 1, or else
 * after it; else {@code [batch, bins]}. Other shapes are refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Discretization}.
 */
public final class Discretization extends SingleInputLayer<Discretization> {

  /** What comes out. */
  public enum OutputMode {
    /** The number of the bin. */
    INT(Encoding.INT),
    /** A vector for each number, with a 1 at the place of its bin. */
    ONE_HOT(Encoding.ONE_HOT),
    /** A vector for each example, with a 1 at the place of each bin it has numbers in. */
    MULTI_HOT(Encoding.MULTI_HOT),
    /** A vector for each example, with how many numbers it has in each bin. */
    COUNT(Encoding.COUNT);

    private final Encoding encoding;

    OutputMode(Encoding encoding) {
      this.encoding = encoding;
    }
  }

  private double[] binBoundaries;
  private Long numBins;
  private double epsilon = 0.01;
  private OutputMode outputMode = OutputMode.INT;

  /**
   * Bins.
   *
   * @param binBoundaries finite numbers in ascending order, at least one
   * @throws IllegalArgumentException if there is none, or they are not in order
   */
  public Discretization(double... binBoundaries) {
    this.binBoundaries = binBoundaries.clone();
    validate();
  }

  /**
   * Sets what comes out. Default: {@link OutputMode#INT}.
   *
   * @param outputMode numbers, or a kind of vectors
   * @return a changed copy
   */
  public Discretization outputMode(OutputMode outputMode) {
    Objects.requireNonNull(outputMode, "outputMode");
    return with(copy -> copy.outputMode = outputMode);
  }

  /**
   * Says how many bins were asked for when the boundaries were found in data. It changes nothing
   * here, but Keras keeps it. Default: none.
   *
   * @param numBins the number of bins, at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 0
   */
  public Discretization numBins(int numBins) {
    return with(copy -> copy.numBins = (long) numBins);
  }

  /**
   * Says how exactly the boundaries were found in data. It changes nothing here, but Keras keeps
   * it. Default: 0.01.
   *
   * @param epsilon the error of the quantiles, a finite number
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public Discretization epsilon(double epsilon) {
    return with(copy -> copy.epsilon = epsilon);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return outputMode == OutputMode.INT ? DType.INT32 : DType.FLOAT32;
  }

  @Override
  protected Shape outputShape(Shape input) {
    return outputMode.encoding.outputShape(input, binBoundaries.length + 1);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> each = tf.expandDims(x, tf.constant(-1));
    Operand<T> boundaries = tf.dtypes.cast(tf.constant(binBoundaries), context.dtype());
    // The bin's number is how many boundaries are reached.
    Operand<TInt32> reached = tf.dtypes.cast(tf.math.greaterEqual(each, boundaries), TInt32.class);
    return outputMode.encoding.encode(
        context, tf.sum(reached, tf.constant(-1)), binBoundaries.length + 1);
  }

  @Override
  public void options(Options options) {
    binBoundaries = options.numbers("binBoundaries", binBoundaries);
    numBins = options.optionalLong("numBins", numBins);
    epsilon = options.number("epsilon", epsilon);
    outputMode = options.choice("outputMode", outputMode);
  }

  @Override
  public void validate() {
    if (binBoundaries == null || binBoundaries.length == 0) {
      throw new IllegalArgumentException(
          "binBoundaries needs at least one number: adapt the layer to data in Keras, or give"
              + " some");
    }
    if (numBins != null && numBins < 0 || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException(
          "numBins must be at least 0 and epsilon finite, not " + numBins + " and " + epsilon);
    }
    boolean ascending = Arrays.stream(binBoundaries).allMatch(Double::isFinite);
    for (int i = 1; i < binBoundaries.length; i++) {
      ascending &= binBoundaries[i - 1] <= binBoundaries[i];
    }
    if (!ascending) {
      throw new IllegalArgumentException(
          "binBoundaries must be finite and in ascending order, not "
              + Arrays.toString(binBoundaries));
    }
  }
}

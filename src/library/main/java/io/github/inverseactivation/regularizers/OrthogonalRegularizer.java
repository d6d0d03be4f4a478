package io.github.inverseactivation.regularizers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Pulls the rows or columns of a matrix towards being orthogonal to each other, as {@code
 * keras.regularizers.OrthogonalRegularizer}.
 *
 * <pre>
 * factor * mean over all pairs i &lt; j of |v(i) · v(j)|,    v(i) = row i / max(its length, 1e-7)
 * </pre>
 *
 * <pre>{@code
 * Operand<TFloat32> penalty = new OrthogonalRegularizer().mode(Mode.COLUMNS).call(tf, kernel);
 * }</pre>
 */
public final class OrthogonalRegularizer implements Regularizer, Configurable {
  private static final double EPSILON = 1e-7;

  /** What is to be orthogonal. */
  public enum Mode {
    /** The rows of the matrix. */
    ROWS,
    /** The columns of the matrix. */
    COLUMNS
  }

  private double factor = 0.01;
  private Mode mode = Mode.ROWS;

  /** Keras's defaults: factor 0.01, rows. */
  public OrthogonalRegularizer() {}

  private OrthogonalRegularizer(double factor, Mode mode) {
    this.factor = factor;
    this.mode = mode;
  }

  /**
   * The same penalty with another factor.
   *
   * @param factor the factor, 0 or more; default 0.01
   * @return a new regularizer
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public OrthogonalRegularizer factor(double factor) {
    return new OrthogonalRegularizer(
        Penalties.requireFactor("OrthogonalRegularizer", "factor", factor), mode);
  }

  /**
   * The same penalty for rows or columns.
   *
   * @param mode what is to be orthogonal; default {@link Mode#ROWS}
   * @return a new regularizer
   */
  public OrthogonalRegularizer mode(Mode mode) {
    return new OrthogonalRegularizer(factor, Objects.requireNonNull(mode, "mode"));
  }

  /**
   * The penalty.
   *
   * @param <R> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go
   * @param input the weight's value, or a layer's output: a matrix of two rows (columns) or more,
   *     with sizes known
   * @return a scalar to be added to the loss
   * @throws IllegalArgumentException if the input is not a matrix, or has fewer than two rows
   *     (columns)
   */
  @Override
  public <R extends TNumber> Operand<R> call(Ops tf, Operand<R> input) {
    Shape shape = input.shape();
    if (shape.numDimensions() != 2) {
      throw new IllegalArgumentException(
          "OrthogonalRegularizer: a matrix is expected (got shape " + shape + ")");
    }
    boolean rows = mode == Mode.ROWS;
    long count = shape.get(rows ? 0 : 1);
    if (count < 2) {
      throw new IllegalArgumentException(
          "OrthogonalRegularizer: two "
              + (rows ? "rows" : "columns")
              + " or more are expected, of a known number (got shape "
              + shape
              + ")");
    }
    Operand<R> squares =
        tf.sum(tf.math.mul(input, input), tf.constant(rows ? 1 : 0), Sum.keepDims(true));
    Operand<R> inverse =
        tf.math.minimum(tf.math.rsqrt(squares), tf.constant(input.type(), 1 / EPSILON));
    Operand<R> unit = tf.math.mul(input, inverse);
    Operand<R> products =
        tf.linalg.matMul(unit, unit, rows ? MatMul.transposeB(true) : MatMul.transposeA(true));
    Operand<R> others = tf.math.mul(products, exceptDiagonal(tf, input.type(), (int) count));
    double pairs = count * (count - 1.0) / 2;
    return Penalties.sumOfMagnitudes(tf, others, factor * 0.5 / pairs);
  }

  private static <R extends TNumber> Operand<R> exceptDiagonal(Ops tf, Class<R> type, int size) {
    Operand<TInt32> diagonal = tf.range(tf.constant(0), tf.constant(size), tf.constant(1));
    return tf.oneHot(diagonal, tf.constant(size), tf.constant(type, 0), tf.constant(type, 1));
  }

  @Override
  public void options(Options options) {
    factor =
        Penalties.requireFactor(
            "OrthogonalRegularizer", "factor", options.number("factor", factor));
    mode = options.choice("mode", mode);
  }
}

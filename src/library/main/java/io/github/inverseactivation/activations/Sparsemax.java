package io.github.inverseactivation.activations;

import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The probability distribution that is nearest to x, along the last axis: max(x - t, 0) with t such
 * that the elements add up to 1. Unlike softmax it has true zeros.
 *
 * <p>This is the function of the paper; {@link Activations#SPARSEMAX} is what Keras computes by
 * that name, which differs.
 *
 * <pre>{@code
 * Operand<TFloat32> p = new Sparsemax().call(tf, scores);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1602.02068">Martins and Astudillo 2016</a>
 */
public final class Sparsemax implements Activation {

  /** A sparsemax along the last axis. */
  public Sparsemax() {}

  /**
   * Applies the function.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go: a graph's or an eager session's
   * @param x the input, of rank 1 or more
   * @return the distributions, of the input's type and shape
   * @throws IllegalArgumentException if the input's type is not floating-point or it is a scalar
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    Scalars.requireFloating("Sparsemax", x);
    return AxisFunctions.projection(tf, x);
  }
}

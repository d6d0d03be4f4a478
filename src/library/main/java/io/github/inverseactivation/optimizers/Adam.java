package io.github.inverseactivation.optimizers;

/**
 * Adam: steps of a size that adapts to each weight, by running means of its gradient and of the
 * gradient's square.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr} and step {@code t = 1, 2,
 * ...}:
 *
 * <pre>
 * m += (g - m) * (1 - beta1)
 * v += (g^2 - v) * (1 - beta2)
 * w -= lr * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>The epsilon is the paper's "epsilon hat". With {@link #amsgrad} the divisor is the highest
 * {@code v} so far.
 *
 * <pre>{@code
 * Optimizer optimizer = new Adam(1e-3).beta2(0.99);
 * }</pre>
 *
 * <p>Sources: Kingma and Ba, 2014, arXiv:1412.6980; Keras, {@code keras.optimizers.Adam}.
 */
public final class Adam extends AdamBase<Adam> {

  /** Creates an optimizer with a learning rate of 0.001. */
  public Adam() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Adam(double learningRate) {
    super("adam", learningRate);
  }
}

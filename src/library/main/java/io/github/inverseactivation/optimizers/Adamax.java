package io.github.inverseactivation.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Adamax: {@link Adam} with the highest gradient, slowly forgotten, in place of the mean square.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr} and step {@code t = 1, 2,
 * ...}:
 *
 * <pre>
 * m += (g - m) * (1 - beta1)
 * u = max(beta2 * u, |g|)
 * w -= lr / (1 - beta1^t) * m / (u + epsilon)
 * </pre>
 *
 * <pre>{@code
 * Optimizer optimizer = new Adamax(2e-3);
 * }</pre>
 *
 * <p>Sources: Kingma and Ba, 2014, arXiv:1412.6980, section 7.1; Keras, {@code
 * keras.optimizers.Adamax}.
 */
public final class Adamax extends MomentsBase<Adamax> {

  private static final String NORM = "norm";

  /** Creates an optimizer with a learning rate of 0.001. */
  public Adamax() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Adamax(double learningRate) {
    super("adamax", learningRate);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(MOMENTUM, 0), new Slot(NORM, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Operand<T> b1 = tf.constant(update.dtype(), beta1());
    return tf.train.resourceApplyAdaMax(
        update.variable(),
        update.slot(MOMENTUM),
        update.slot(NORM),
        tf.math.pow(b1, step),
        learningRate,
        b1,
        tf.constant(update.dtype(), beta2()),
        tf.constant(update.dtype(), epsilon()),
        update.gradient());
  }
}

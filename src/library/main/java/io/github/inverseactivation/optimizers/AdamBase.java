package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What Adam and AdamW share: everything but the default of weight decay.
 *
 * @param <O> the optimizer itself, the type its withers return
 */
public abstract class AdamBase<O extends AdamBase<O>> extends MomentsBase<O> {

  private static final String VELOCITY_HAT = "velocity_hat";

  private boolean amsgrad;

  AdamBase(String name, double learningRate) {
    super(name, learningRate);
  }

  /**
   * The same optimizer in the AMSGrad variant, which divides by the highest mean of squares so far.
   *
   * @param amsgrad whether to use it, false by default
   * @return the changed copy
   */
  public final O amsgrad(boolean amsgrad) {
    return with(copy -> ((AdamBase<?>) copy).amsgrad = amsgrad);
  }

  @Override
  protected final List<List<Slot>> ownSlots() {
    List<Slot> moments = List.of(new Slot(MOMENTUM, 0), new Slot(VELOCITY, 0));
    return amsgrad ? List.of(moments, List.of(new Slot(VELOCITY_HAT, 0))) : List.of(moments);
  }

  /**
   * The kernels compute Keras's formula; only {@code 1 - beta} is formed in the weight's type, not
   * in Java, which for float32 and a beta2 of 0.999 moves a step by 2e-5 of its length.
   */
  @Override
  protected final <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    return emit(tf, learningRate, step, update, beta1(), beta2(), epsilon());
  }

  /** The update of one weight, in the AMSGrad variant where it has a slot for that. */
  static <T extends TNumber> Op emit(
      Ops tf,
      Operand<T> learningRate,
      Operand<T> step,
      Update<T> update,
      double beta1,
      double beta2,
      double epsilon) {
    Class<T> type = update.dtype();
    Operand<T> b1 = tf.constant(type, beta1);
    Operand<T> b2 = tf.constant(type, beta2);
    Operand<T> power1 = tf.math.pow(b1, step);
    Operand<T> power2 = tf.math.pow(b2, step);
    Operand<T> small = tf.constant(type, epsilon);
    if (update.has(VELOCITY_HAT)) {
      return tf.train.resourceApplyAdamWithAmsgrad(
          update.variable(),
          update.slot(MOMENTUM),
          update.slot(VELOCITY),
          update.slot(VELOCITY_HAT),
          power1,
          power2,
          learningRate,
          b1,
          b2,
          small,
          update.gradient());
    }
    return tf.train.resourceApplyAdam(
        update.variable(),
        update.slot(MOMENTUM),
        update.slot(VELOCITY),
        power1,
        power2,
        learningRate,
        b1,
        b2,
        small,
        update.gradient());
  }

  @Override
  public void options(Options options) {
    super.options(options);
    amsgrad = options.bool("amsgrad", amsgrad);
  }
}

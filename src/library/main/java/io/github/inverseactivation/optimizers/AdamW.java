package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;

/**
 * {@link Adam} with decoupled weight decay: before each update, {@code w -= w * weightDecay *
 * learningRate}, by 0.004 unless said otherwise.
 *
 * <pre>{@code
 * Optimizer optimizer = new AdamW(1e-3).weightDecay(0.01);
 * }</pre>
 *
 * <p>Sources: Loshchilov and Hutter, 2019, arXiv:1711.05101; Keras, {@code keras.optimizers.AdamW}.
 */
public final class AdamW extends AdamBase<AdamW> {

  /** Creates an optimizer with a learning rate of 0.001. */
  public AdamW() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public AdamW(double learningRate) {
    super("adam_w", learningRate);
    assignWeightDecay(weightDecay().rate(0.004));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    if (weightDecay().rate() == null) {
      throw new IllegalArgumentException(
          "weightDecay of AdamW is missing; expected a number such as 0.004. Adam has none");
    }
  }
}

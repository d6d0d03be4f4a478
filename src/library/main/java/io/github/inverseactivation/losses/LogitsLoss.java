package io.github.inverseactivation.losses;

import org.tensorflow.framework.losses.Loss;

/**
 * A loss of probabilities that can also be computed from logits, the numbers before the last
 * activation.
 *
 * <p>From logits it is exact where a probability has already been rounded to 0 or 1. So a model
 * whose last operation is the activation that {@link #undoes} names can be trained on the input of
 * that activation, as Keras does; its predictions stay probabilities.
 */
public interface LogitsLoss extends Loss {

  /**
   * Whether predictions are logits.
   *
   * @return true for logits, false for probabilities
   */
  boolean takesLogits();

  /**
   * The same loss, taking logits.
   *
   * @return a loss with every other option unchanged; this one if it takes logits already
   */
  LogitsLoss onLogits();

  /**
   * The activation that turns this loss's logits into its probabilities.
   *
   * @return the activation
   */
  OutputActivation undoes();
}

package io.github.inverseactivation.losses;

import org.tensorflow.framework.losses.Loss;

/**
 * A loss of probabilities that can also be computed from logits, the numbers before the last
 * activation.
 *
 * <p>A loss that takes logits finds them behind that activation, too, as Keras on TensorFlow does
 * (on JAX it takes the probabilities for logits): a model that ends with a softmax trains the same
 * with either. The focal losses do not look ({@link #findsLogits()}).
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

  /**
   * Whether this loss, when it takes logits, finds them behind a softmax or sigmoid that made the
   * predictions, as the crossentropies of Keras on TensorFlow do; the focal ones do not, and take
   * the probabilities for logits.
   *
   * @return true by default
   */
  default boolean findsLogits() {
    return true;
  }
}

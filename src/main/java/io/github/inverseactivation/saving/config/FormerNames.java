package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.activations.FormerHardSigmoid;
import java.util.Optional;
import org.tensorflow.framework.activations.Activation;

/** Names that mean something else, or meant it once, by the version of Keras that wrote them. */
final class FormerNames {
  private FormerNames() {}

  /** The activation of a name that today's Keras has not, or has for another function. */
  static Optional<Activation> activation(KerasVersion version, String name) {
    return version.isBefore(3, 0) && name.equals("hard_sigmoid")
        ? Optional.of(new FormerHardSigmoid())
        : Optional.empty();
  }
}

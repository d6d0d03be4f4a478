package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;

/**
 * A loss of probabilities or of logits.
 *
 * @param <L> the loss itself
 */
abstract class Crossentropy<L extends Crossentropy<L>> extends ReducedLoss<L>
    implements LogitsLoss {

  private final OutputActivation undoes;
  private boolean fromLogits;

  Crossentropy(String name, OutputActivation undoes) {
    super(name);
    this.undoes = undoes;
  }

  @Override
  public final boolean takesLogits() {
    return fromLogits;
  }

  @Override
  @SuppressWarnings("unchecked") // L is the class itself, by the contract of the parameter
  public final L onLogits() {
    if (fromLogits) {
      return (L) this;
    }
    return with(copy -> ((Crossentropy<?>) copy).fromLogits = true);
  }

  @Override
  public final OutputActivation undoes() {
    return undoes;
  }

  @Override
  public void formulaOptions(Options options) {
    fromLogits = options.bool("fromLogits", fromLogits);
  }
}

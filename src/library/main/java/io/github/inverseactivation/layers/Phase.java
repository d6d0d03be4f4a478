package io.github.inverseactivation.layers;

/**
 * Whether a call of a layer computes as in training. It is a fact of the call: a layer may be
 * called in several.
 *
 * <p>Source: Keras, the argument {@code training} of calls.
 */
public enum Phase {
  /** As the model that the call is in: the usual case. */
  OF_MODEL,
  /** As in training, also when the model predicts. */
  TRAINING,
  /** As in prediction, also when the model is trained. */
  INFERENCE;

  /**
   * The phase of an argument {@code training}.
   *
   * @param training true for {@link #TRAINING}
   * @return the phase
   */
  public static Phase of(boolean training) {
    return training ? TRAINING : INFERENCE;
  }

  /**
   * Whether the call computes as in training.
   *
   * @param model whether the model does
   * @return true for {@link #TRAINING}, and for {@link #OF_MODEL} where the model does
   */
  public boolean training(boolean model) {
    return this == OF_MODEL ? model : this == TRAINING;
  }
}

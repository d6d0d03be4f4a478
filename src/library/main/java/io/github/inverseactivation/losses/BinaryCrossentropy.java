package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Crossentropy between labels that are 0 or 1, and predictions that do not exclude each other.
 *
 * <pre>
 * loss = mean(-label * log(p) - (1 - label) * log(1 - p))
 * </pre>
 *
 * <p>The mean is over the last dimension. Predictions are probabilities by default, clipped to
 * [1e-7, 1 - 1e-7]. With {@link #fromLogits()} they are logits and {@code p = sigmoid(logits)},
 * which is exact for any logits.
 *
 * <p>Labels and predictions have the same shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = BinaryCrossentropy.fromLogits().labelSmoothing(0.1);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.BinaryCrossentropy}.
 */
public final class BinaryCrossentropy extends BinaryLabels<BinaryCrossentropy> {

  /** Creates a loss of probabilities. */
  public BinaryCrossentropy() {
    super("binary_crossentropy");
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static BinaryCrossentropy fromLogits() {
    return new BinaryCrossentropy().onLogits();
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return Crossentropies.binary(tf, labels, predictions, takesLogits());
  }
}

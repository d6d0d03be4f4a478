package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Crossentropy between a distribution over classes, such as a one-hot label, and predictions.
 *
 * <pre>
 * loss = -sum(label * log(p))
 * </pre>
 *
 * <p>The sum is over the classes. Predictions are probabilities by default; they are divided by
 * their sum and clipped to [1e-7, 1 - 1e-7]. With {@link #fromLogits()} they are logits and {@code
 * p = softmax(logits)}, which is exact for any logits.
 *
 * <p>Labels and predictions have the same shape {@code [n, ..., classes]}. Labels add up to 1 over
 * the classes; the gradient of float32 logits takes that for granted. Labels that are class indices
 * go with {@link SparseCategoricalCrossentropy}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = CategoricalCrossentropy.fromLogits().labelSmoothing(0.1);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CategoricalCrossentropy}.
 */
public final class CategoricalCrossentropy extends CategoricalLabels<CategoricalCrossentropy> {

  /** Creates a loss of probabilities. */
  public CategoricalCrossentropy() {
    super("categorical_crossentropy");
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static CategoricalCrossentropy fromLogits() {
    return new CategoricalCrossentropy().onLogits();
  }

  @Override
  <T extends TNumber> Operand<T> classesLast(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return takesLogits()
        ? Crossentropies.ofLogits(tf, labels, predictions)
        : Crossentropies.ofProbabilities(tf, labels, predictions);
  }
}

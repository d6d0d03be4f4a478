package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often the class with the highest label is among the k classes with the highest predictions.
 *
 * <p>Labels, one-hot, and predictions, probabilities or logits, have the same shape {@code [n, ...,
 * classes]}.
 *
 * <p>A class that ties with the k-th best counts as one of the best. Source: Keras, {@code
 * keras.metrics.TopKCategoricalAccuracy}.
 */
public final class TopKCategoricalAccuracy extends MeanMetric<TopKCategoricalAccuracy> {

  private int k = 5;

  /** Creates a metric of the five best classes. */
  public TopKCategoricalAccuracy() {
    super("top_k_categorical_accuracy");
  }

  /**
   * Creates a metric.
   *
   * @param k how many of the best classes count, at least 1
   * @throws IllegalArgumentException if it is out of range
   */
  public TopKCategoricalAccuracy(int k) {
    this();
    this.k = Ranges.classes(k);
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return ClassIndices.amongBest(
        tf,
        ClassIndices.ofOneHot(tf, labels, predictions, "SparseTopKCategoricalAccuracy"),
        predictions,
        k);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    k = Ranges.classes(options.integer("k", k));
  }
}

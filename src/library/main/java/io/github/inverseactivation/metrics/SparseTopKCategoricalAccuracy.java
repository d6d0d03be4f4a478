package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.ClassIndexLabels;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often the label, a class index, is among the k classes with the highest predictions.
 *
 * <p>Predictions have shape {@code [n, ..., classes]}, probabilities or logits; labels have that
 * shape without the last dimension, or with 1 in its place.
 *
 * <p>A class that ties with the k-th best counts as one of the best. Source: Keras, {@code
 * keras.metrics.SparseTopKCategoricalAccuracy}.
 */
public final class SparseTopKCategoricalAccuracy extends MeanMetric<SparseTopKCategoricalAccuracy>
    implements ClassIndexLabels {

  private int k = 5;

  /** Creates a metric of the five best classes. */
  public SparseTopKCategoricalAccuracy() {
    super("sparse_top_k_categorical_accuracy");
  }

  /**
   * Creates a metric.
   *
   * @param k how many of the best classes count, at least 1
   * @throws IllegalArgumentException if it is out of range
   */
  public SparseTopKCategoricalAccuracy(int k) {
    this();
    this.k = Ranges.classes(k);
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return ClassIndices.amongBest(tf, ClassIndices.of(tf, labels, predictions), predictions, k);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    k = Ranges.classes(options.integer("k", k));
  }
}

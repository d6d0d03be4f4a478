package io.github.inverseactivation.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Pearson's correlation of labels and predictions, the mean over samples: 1 where predictions are a
 * rising linear function of labels, 0 where they do not vary together, -1 for a falling one.
 *
 * <pre>
 * mean((label - mean(label)) * (prediction - mean(prediction)))
 *     / (deviation(label) * deviation(prediction))
 * </pre>
 *
 * <p>Means and standard deviations are over the last dimension, or over the one that {@link #axis}
 * names. Where labels or predictions do not vary along it, the metric is not a number, as in Keras.
 * Labels and predictions have the same shape {@code [n, ..., d]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new PearsonCorrelation());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.PearsonCorrelation}.
 */
public final class PearsonCorrelation extends CorrelationMetric<PearsonCorrelation> {

  /** Creates a metric. */
  public PearsonCorrelation() {
    super("pearson_correlation");
  }

  @Override
  Operand<TFloat32> correlation(Ops tf, Centred labels, Centred predictions) {
    return tf.math.mul(
        tf.math.div(labels.rest(), tf.math.sqrt(labels.variance())),
        tf.math.div(predictions.rest(), tf.math.sqrt(predictions.variance())));
  }
}

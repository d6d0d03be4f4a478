package io.github.inverseactivation.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Lin's concordance of labels and predictions, the mean over samples: like {@link
 * PearsonCorrelation}, but 1 only where predictions equal labels, not where they are another linear
 * function of them.
 *
 * <pre>
 * 2 * mean((label - mean(label)) * (prediction - mean(prediction)))
 *     / (variance(label) + variance(prediction) + (mean(label) - mean(prediction))^2 + 1e-7)
 * </pre>
 *
 * <p>Means and variances are over the last dimension, or over the one that {@link #axis} names.
 * Labels and predictions have the same shape {@code [n, ..., d]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new ConcordanceCorrelation());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.ConcordanceCorrelation}.
 */
public final class ConcordanceCorrelation extends CorrelationMetric<ConcordanceCorrelation> {

  /** Creates a metric. */
  public ConcordanceCorrelation() {
    super("concordance_correlation");
  }

  @Override
  Operand<TFloat32> correlation(Ops tf, Centred labels, Centred predictions) {
    Operand<TFloat32> product =
        tf.math.mul(tf.constant(2f), tf.math.mul(labels.rest(), predictions.rest()));
    Operand<TFloat32> apart = tf.math.square(tf.math.sub(labels.mean(), predictions.mean()));
    Operand<TFloat32> spread = tf.math.add(labels.variance(), predictions.variance());
    return tf.math.div(product, tf.math.add(tf.math.add(spread, apart), tf.constant(1e-7f)));
  }
}

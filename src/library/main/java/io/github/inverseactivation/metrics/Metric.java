package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.losses.LogitsLoss;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A metric: a sum over batches, and a function of that sum.
 *
 * <p>{@link #update} emits operations that compute what one batch adds, a vector of {@link
 * #stateSize} numbers; whoever runs them adds the vectors up in double precision, starting from
 * zeros, and {@link #result} turns the sum into the metric. So a metric holds no variables, streams
 * over any number of batches, and the parts of a divided data set add up to the whole.
 *
 * <p>Metrics are immutable: a metric describes, the sum is kept by whoever asks for it.
 */
public abstract class Metric implements Configurable {

  /** Creates a metric. */
  protected Metric() {}

  /**
   * The name under which the metric is reported, by default Keras's for the class, such as {@code
   * sparse_categorical_accuracy}.
   *
   * @return the name
   */
  public abstract String name();

  /**
   * The same metric under another name.
   *
   * @param name the name
   * @return the changed copy
   */
  public abstract Metric name(String name);

  /**
   * How many numbers a batch adds.
   *
   * @param predictions the shape of the predictions; the number of examples in it is unknown
   * @return the length of the vectors of {@link #update}, at least 1
   * @throws IllegalArgumentException if the metric is not of predictions of such a shape
   */
  public abstract int stateSize(Shape predictions);

  /**
   * Whether steps that the mask of predictions leaves out have no weight: as in Keras, in the means
   * of functions of single predictions alone. Where it is true, a mask makes weights of 0 and 1.
   *
   * @return false by default
   */
  public boolean usesMask() {
    return false;
  }

  /**
   * The loss of logits that this metric is the mean of: where a model ends with a softmax or
   * sigmoid, {@code fit} and {@code evaluate} hand over what went into it, as Keras on TensorFlow
   * does.
   *
   * @return empty by default
   */
  public Optional<LogitsLoss> logitsLoss() {
    return Optional.empty();
  }

  /**
   * Emits the operations that compute what one batch adds to the sum.
   *
   * @param tf where operations go
   * @param labels the labels
   * @param predictions the predictions
   * @param sampleWeights a weight per sample, or null for none
   * @return a vector of {@link #stateSize} numbers
   * @throws IllegalArgumentException if labels, predictions and weights do not go together
   */
  public abstract Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights);

  /**
   * The metric of everything that was added up, one number: what logs report. It is the mean where
   * the metric has several numbers, one for each class or threshold.
   *
   * @param sums the sum of the vectors of {@link #update}; zeros if there was no batch
   * @return the metric
   */
  public abstract double result(double[] sums);

  /**
   * All numbers of the metric of everything that was added up: one for each class or threshold
   * where there are several. By default the only one, {@link #result}.
   *
   * @param sums the sum of the vectors of {@link #update}; zeros if there was no batch
   * @return the numbers, at least one
   */
  public double[] results(double[] sums) {
    return new double[] {result(sums)};
  }
}

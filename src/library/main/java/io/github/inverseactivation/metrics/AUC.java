package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.Aligned;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The area under the curve of two rates as a threshold goes from 1 to 0: of true against false
 * positives, or of precision against recall. For the former, 1 is a perfect order of predictions
 * and 0.5 a random one, whatever the share of positive labels.
 *
 * <pre>
 * area = sum over neighbouring thresholds of (x[i] - x[i + 1]) * height[i]
 * </pre>
 *
 * <p>{@link Curve} says what x and y are, {@link Summation} what height is. The sum comes the
 * closer to the area the more thresholds there are.
 *
 * <p>Labels, 0 or 1, and predictions, from 0 to 1 or logits with {@link #fromLogits}, have the same
 * shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new AUC().curve(AUC.Curve.PR));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.AUC}.
 */
public final class AUC extends VectorMetric<AUC> {

  /** Which rates a curve is of. */
  public enum Curve {
    /** True positives of all positives, against false positives of all negatives. */
    ROC,
    /** Precision against recall. */
    PR,
    /** Gain of precision against gain of recall, over those of predicting positives always. */
    PRGAIN
  }

  /** How high the area between two thresholds is taken to be. */
  public enum Summation {
    /**
     * The mean of both heights; for {@link Curve#PR} the curve on which true positives are linear
     * in positives between the thresholds.
     */
    INTERPOLATION,
    /** The greater height. */
    MAJORING,
    /** The smaller height. */
    MINORING
  }

  private int numThresholds = 200;
  private Curve curve = Curve.ROC;
  private Summation summationMethod = Summation.INTERPOLATION;
  private double[] thresholds;
  private boolean multiLabel;
  private Long numLabels;
  private double[] labelWeights;
  private boolean fromLogits;

  /** Creates a metric of the ROC curve at 200 thresholds. */
  public AUC() {
    super("auc");
  }

  /**
   * The same metric of another curve.
   *
   * @param curve the curve, {@link Curve#ROC} by default
   * @return the changed copy
   */
  public AUC curve(Curve curve) {
    return changed(copy -> copy.curve = Objects.requireNonNull(curve, "curve"));
  }

  /**
   * The same metric, summed in another way.
   *
   * @param summationMethod the way, {@link Summation#INTERPOLATION} by default
   * @return the changed copy
   */
  public AUC summationMethod(Summation summationMethod) {
    return changed(
        copy -> copy.summationMethod = Objects.requireNonNull(summationMethod, "summationMethod"));
  }

  /**
   * The same metric with another number of thresholds in equal steps.
   *
   * @param numThresholds the number, from 2 to 1,000,000; 200 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public AUC numThresholds(int numThresholds) {
    return changed(
        copy -> {
          copy.numThresholds = numThresholds;
          copy.thresholds = null;
        });
  }

  /**
   * The same metric with given thresholds, to which one below 0 and one above 1 are added.
   *
   * @param thresholds from 0 to 1
   * @return the changed copy
   * @throws IllegalArgumentException if one is out of range
   */
  public AUC thresholds(double... thresholds) {
    double[] given = thresholds.clone();
    return changed(copy -> copy.thresholds = given);
  }

  /**
   * The same metric with a curve for each label, that is, for each place in the last dimension of
   * predictions of shape {@code [n, labels]}; their mean is the metric.
   *
   * @param multiLabel whether there is one curve for each; false by default, one for all
   * @return the changed copy
   */
  public AUC multiLabel(boolean multiLabel) {
    return changed(copy -> copy.multiLabel = multiLabel);
  }

  /**
   * The same metric with other weights of the labels: of their areas with {@link #multiLabel}, of
   * their predictions without.
   *
   * @param labelWeights a weight for each place in the last dimension, at least 0; 1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if one is out of range
   */
  public AUC labelWeights(double... labelWeights) {
    double[] given = labelWeights.clone();
    return changed(copy -> copy.labelWeights = given);
  }

  /**
   * The same metric of logits, to which the sigmoid is applied first.
   *
   * @param fromLogits whether predictions are logits; false by default
   * @return the changed copy
   */
  public AUC fromLogits(boolean fromLogits) {
    return changed(copy -> copy.fromLogits = fromLogits);
  }

  private AUC changed(Consumer<AUC> change) {
    AUC copy = with(change);
    copy.validate();
    return copy;
  }

  private Thresholds bounds() {
    return thresholds == null ? Thresholds.around(numThresholds) : Thresholds.around(thresholds);
  }

  @Override
  public int stateSize(Shape predictions) {
    return columns(predictions) * bounds().size();
  }

  private int columns(Shape predictions) {
    if (!multiLabel) {
      return 1;
    }
    int labels = Classes.of(predictions, "AUC of several labels");
    if (numLabels != null && numLabels != labels) {
      throw new IllegalArgumentException(
          "numLabels " + numLabels + " does not match predictions of shape " + predictions);
    }
    return labels;
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights) {
    Aligned<TFloat32, TFloat32> aligned =
        Pairs.of(tf, labels, predictions).sameShape("Give the last layer one output per label");
    Operand<TFloat32> scores = aligned.second();
    if (fromLogits) {
      scores = tf.math.sigmoid(scores);
    }
    Operand<TFloat32> weights = OutcomeMetric.weights(tf, scores, sampleWeights);
    if (labelWeights != null) {
      checkLabelWeights(scores.shape());
      if (!multiLabel) {
        Operand<TFloat32> each = tf.dtypes.cast(tf.constant(labelWeights), TFloat32.class);
        weights = tf.math.mul(weights, each);
      }
    }
    return bounds().histograms(tf, aligned.first(), scores, weights, columns(scores.shape()));
  }

  private void checkLabelWeights(Shape predictions) {
    int rank = predictions.numDimensions();
    long labels = rank == 0 ? 1 : predictions.get(rank - 1);
    if (labels != Shape.UNKNOWN_SIZE && labels != labelWeights.length) {
      throw new IllegalArgumentException(
          labelWeights.length
              + " labelWeights do not match predictions of shape "
              + predictions
              + "; expected one for each place in the last dimension");
    }
  }

  @Override
  public double[] results(double[] sums) {
    Thresholds bounds = bounds();
    int columns = sums.length / bounds.size();
    double[] areas = new double[columns];
    double[] weights = new double[columns];
    for (int i = 0; i < columns; i++) {
      weights[i] = multiLabel && labelWeights != null ? labelWeights[i] : 1;
      areas[i] = weights[i] * CurveArea.of(bounds.outcomes(sums, i), curve, summationMethod);
    }
    double all = Arrays.stream(weights).sum();
    return new double[] {Outcome.ratio(Arrays.stream(areas).sum(), all)};
  }

  @Override
  public void validate() {
    Ranges.thresholds(2, numThresholds);
    for (double threshold : thresholds == null ? new double[0] : thresholds) {
      Ranges.fraction("threshold", threshold);
    }
    for (double weight : labelWeights == null ? new double[0] : labelWeights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "label weight " + weight + " is out of range; expected a finite number of at least 0");
      }
    }
    if (numLabels != null && !multiLabel) {
      throw new IllegalArgumentException(
          "numLabels " + numLabels + " is needed with multiLabel only; expected none");
    }
  }

  @Override
  public void options(Options options) {
    super.options(options);
    numThresholds = options.integer("numThresholds", numThresholds);
    curve = options.choice("curve", curve);
    summationMethod = options.choice("summationMethod", summationMethod);
    multiLabel = options.bool("multiLabel", multiLabel);
    numLabels = options.optionalLong("numLabels", numLabels);
    labelWeights = options.numbers("labelWeights", labelWeights);
    fromLogits = options.bool("fromLogits", fromLogits);
    thresholds = options.numbers("thresholds", thresholds);
  }
}

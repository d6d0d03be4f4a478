package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Intersection over union of a foreground and a background, the mean over those that occur: of what
 * is or was predicted as one, the part that is both.
 *
 * <pre>
 * iou = true positives / (true positives + false positives + false negatives)
 * </pre>
 *
 * <p>Labels, 0 or 1, and predictions have the same shape {@code [n, ...]}; a prediction of at least
 * the threshold counts as 1. Weights count in full, as with Keras's {@code dtype="float32"};
 * Keras's default counts whole numbers only, and drops what weights have behind the point.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new BinaryIoU().threshold(0.3));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.BinaryIoU}.
 */
public final class BinaryIoU extends IoUMetric<BinaryIoU> {

  private int[] targetClassIds = {0, 1};
  private double threshold = 0.5;

  /** Creates a metric of both, with a threshold of 0.5. */
  public BinaryIoU() {
    super("binary_io_u");
  }

  /**
   * The same metric of one of the two, or of both.
   *
   * @param targetClassIds 0 for the background, 1 for the foreground; both by default
   * @return the changed copy
   * @throws IllegalArgumentException if there is none or one is neither
   */
  public BinaryIoU targetClassIds(int... targetClassIds) {
    int[] checked = checkedTargets(2, targetClassIds.clone());
    return with(copy -> copy.targetClassIds = checked);
  }

  /**
   * The same metric with another threshold.
   *
   * @param threshold a finite number, 0.5 by default; 0 is right for logits
   * @return the changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public BinaryIoU threshold(double threshold) {
    Ranges.threshold(threshold);
    return with(copy -> copy.threshold = threshold);
  }

  @Override
  int numClasses() {
    return 2;
  }

  @Override
  int[] targets() {
    return targetClassIds;
  }

  @Override
  Operand<TInt32> labelClasses(Ops tf, Operand<? extends TNumber> labels) {
    return asClasses(tf, labels);
  }

  @Override
  Operand<TInt32> predictedClasses(Ops tf, Operand<? extends TNumber> predictions) {
    return tf.dtypes.cast(
        tf.math.greaterEqual(
            tf.dtypes.cast(predictions, TFloat32.class), tf.constant((float) threshold)),
        TInt32.class);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    targetClassIds = checkedTargets(2, options.integers("targetClassIds", targetClassIds));
    threshold = Ranges.threshold(options.number("threshold", threshold));
  }
}

package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * Intersection over union, the mean over chosen classes that occur: of what is or was predicted as
 * a class, the part that is both.
 *
 * <pre>
 * iou = true positives / (true positives + false positives + false negatives)
 * </pre>
 *
 * <p>Labels and predictions are classes, from 0 on, of the same shape; or, with {@link
 * #sparseYTrue} and {@link #sparseYPred} off, they are one-hot and have a score for each class.
 * What is not a class from 0 to {@code numClasses - 1} does not count. Weights count in full, as
 * with Keras's {@code dtype="float32"}; Keras's default counts whole numbers only, and drops what
 * weights have behind the point.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new IoU(10, 0, 3));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.IoU}.
 */
public final class IoU extends RegionMetric<IoU> {
  private int[] targetClassIds;

  /**
   * Creates a metric.
   *
   * @param numClasses the number of classes, from 1 to 4096
   * @param targetClassIds the classes whose mean is the metric
   * @throws IllegalArgumentException if it is out of range, or no class is chosen
   */
  public IoU(int numClasses, int... targetClassIds) {
    super("io_u", numClasses, true, true);
    this.targetClassIds = checkedTargets(numClasses, targetClassIds.clone());
  }

  /**
   * The same metric of labels in another form.
   *
   * @param sparseYTrue true for classes, false for one-hot labels; true by default
   * @return the changed copy
   */
  public IoU sparseYTrue(boolean sparseYTrue) {
    return labelsAreClasses(sparseYTrue);
  }

  @Override
  int[] targets() {
    return targetClassIds;
  }

  @Override
  public void options(Options options) {
    numClassesOption(options);
    targetClassIds =
        checkedTargets(numClasses(), options.integers("targetClassIds", targetClassIds));
    super.options(options);
    sparseYTrueOption(options);
  }
}

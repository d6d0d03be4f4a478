package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import java.util.stream.IntStream;

/**
 * Intersection over union, the mean over the classes that occur: of what is or was predicted as a
 * class, the part that is both.
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
 * model.compile(new Adam(), new Huber(), new MeanIoU(10));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.MeanIoU}.
 */
public final class MeanIoU extends RegionMetric<MeanIoU> {

  /**
   * Creates a metric.
   *
   * @param numClasses the number of classes, from 1 to 4096
   * @throws IllegalArgumentException if it is out of range
   */
  public MeanIoU(int numClasses) {
    super("mean_io_u", numClasses, true, true);
  }

  /**
   * The same metric of labels in another form.
   *
   * @param sparseYTrue true for classes, false for one-hot labels; true by default
   * @return the changed copy
   */
  public MeanIoU sparseYTrue(boolean sparseYTrue) {
    return labelsAreClasses(sparseYTrue);
  }

  @Override
  int[] targets() {
    return IntStream.range(0, numClasses()).toArray();
  }

  @Override
  public void options(Options options) {
    numClassesOption(options);
    super.options(options);
    sparseYTrueOption(options);
  }
}

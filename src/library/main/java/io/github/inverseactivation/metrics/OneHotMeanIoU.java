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
 * <p>Labels are one-hot; predictions have a score for each class, or are classes with {@link
 * #sparseYPred}. What is not a class from 0 to {@code numClasses - 1} does not count. Weights count
 * in full, as with Keras's {@code dtype="float32"}; Keras's default counts whole numbers only, and
 * drops what weights have behind the point.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new OneHotMeanIoU(10));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.OneHotMeanIoU}.
 */
public final class OneHotMeanIoU extends RegionMetric<OneHotMeanIoU> {

  /**
   * Creates a metric.
   *
   * @param numClasses the number of classes, from 1 to 4096
   * @throws IllegalArgumentException if it is out of range
   */
  public OneHotMeanIoU(int numClasses) {
    super("one_hot_mean_io_u", numClasses, false, false);
  }

  @Override
  int[] targets() {
    return IntStream.range(0, numClasses()).toArray();
  }

  @Override
  public void options(Options options) {
    numClassesOption(options);
    super.options(options);
  }
}

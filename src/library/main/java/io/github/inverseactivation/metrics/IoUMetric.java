package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.Aligned;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Intersection over union of predicted and true regions, the mean over classes that occur. Each
 * batch adds a confusion matrix.
 *
 * @param <M> the metric itself
 */
abstract class IoUMetric<M extends IoUMetric<M>> extends NamedMetric<M> {
  private static final double EPSILON = 1e-7;

  private Long ignoreClass;

  IoUMetric(String name) {
    super(name);
  }

  abstract int numClasses();

  /** The classes whose mean is the metric. */
  abstract int[] targets();

  /** The class of each position, from labels as they are given. */
  abstract Operand<TInt32> labelClasses(Ops tf, Operand<? extends TNumber> labels);

  /** The class of each position, from predictions as they are given. */
  abstract Operand<TInt32> predictedClasses(Ops tf, Operand<? extends TNumber> predictions);

  /** The same metric where positions with a certain label do not count. */
  final M ignoring(int ignored) {
    return with(copy -> ((IoUMetric<?>) copy).ignoreClass = (long) ignored);
  }

  final void ignoreOption(Options options) {
    ignoreClass = options.optionalLong("ignoreClass", ignoreClass);
  }

  @Override
  public final int stateSize(Shape predictions) {
    return Math.multiplyExact(numClasses(), numClasses());
  }

  @Override
  public final Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights) {
    Aligned<TInt32, TInt32> aligned =
        Aligned.of(tf, labelClasses(tf, labels), predictedClasses(tf, predictions))
            .sameShape("One-hot labels and scores go with OneHotIoU");
    Operand<TFloat32> weights =
        OutcomeMetric.weights(tf, tf.dtypes.cast(aligned.first(), TFloat32.class), sampleWeights);
    Operand<TInt32> flat = tf.array(-1);
    Operand<TInt32> truth = tf.reshape(aligned.first(), flat);
    Operand<TInt32> predicted = tf.reshape(aligned.second(), flat);
    Operand<TBool> counts = tf.math.logicalAnd(inRange(tf, truth), inRange(tf, predicted));
    if (ignoreClass != null) {
      Operand<TInt32> ignored = tf.constant(Math.toIntExact(ignoreClass));
      counts = tf.math.logicalAnd(counts, tf.math.notEqual(truth, ignored));
    }
    Operand<TInt32> place = tf.math.add(tf.math.mul(truth, tf.constant(numClasses())), predicted);
    return tf.math.unsortedSegmentSum(
        tf.reshape(weights, flat),
        tf.select(counts, place, tf.constant(-1)), // nowhere
        tf.constant(numClasses() * numClasses()));
  }

  private Operand<TBool> inRange(Ops tf, Operand<TInt32> x) {
    return tf.math.logicalAnd(
        tf.math.greaterEqual(x, tf.constant(0)), tf.math.less(x, tf.constant(numClasses())));
  }

  @Override
  public final double result(double[] sums) {
    ConfusionMatrix matrix = ConfusionMatrix.ofCounts(numClasses(), sums);
    int[] present =
        IntStream.of(targets()).filter(target -> matrix.union(target) > EPSILON / 100).toArray();
    return IntStream.of(present).mapToDouble(matrix::iou).average().orElse(0);
  }

  /** Classes given as such. */
  static Operand<TInt32> asClasses(Ops tf, Operand<? extends TNumber> x) {
    return tf.dtypes.cast(x, TInt32.class);
  }

  static int[] checkedTargets(int numClasses, int... targets) {
    if (targets == null || targets.length == 0) {
      throw new IllegalArgumentException("there are no targetClassIds; expected some, such as 0");
    }
    for (int target : targets) {
      if (target < 0 || target >= numClasses) {
        throw new IllegalArgumentException(
            "target class " + target + " is out of range; expected 0.." + (numClasses - 1));
      }
    }
    return targets;
  }
}

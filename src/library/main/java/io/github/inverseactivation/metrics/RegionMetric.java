package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Intersection over union of several classes, given as classes or as a score for each.
 *
 * @param <M> the metric itself
 */
abstract class RegionMetric<M extends RegionMetric<M>> extends IoUMetric<M> {

  private int numClasses;
  private boolean sparseYTrue;
  private boolean sparseYPred;
  private int axis = -1;

  RegionMetric(String name, int numClasses, boolean sparseYTrue, boolean sparseYPred) {
    super(name);
    this.numClasses = checked(numClasses);
    this.sparseYTrue = sparseYTrue;
    this.sparseYPred = sparseYPred;
  }

  /**
   * The same metric where positions with a certain label do not count.
   *
   * @param ignoreClass the label, any number; none by default
   * @return the changed copy
   */
  public final M ignoreClass(int ignoreClass) {
    return ignoring(ignoreClass);
  }

  /**
   * The same metric of predictions in another form.
   *
   * @param sparseYPred true for classes, false for a score for each class
   * @return the changed copy
   */
  public final M sparseYPred(boolean sparseYPred) {
    return with(copy -> ((RegionMetric<?>) copy).sparseYPred = sparseYPred);
  }

  /**
   * The same metric with scores along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public final M axis(int axis) {
    return with(copy -> ((RegionMetric<?>) copy).axis = axis);
  }

  /** The same metric of labels in another form. */
  final M labelsAreClasses(boolean sparse) {
    return with(copy -> ((RegionMetric<?>) copy).sparseYTrue = sparse);
  }

  @Override
  final int numClasses() {
    return numClasses;
  }

  @Override
  final Operand<TInt32> labelClasses(Ops tf, Operand<? extends TNumber> labels) {
    return classes(tf, labels, sparseYTrue);
  }

  @Override
  final Operand<TInt32> predictedClasses(Ops tf, Operand<? extends TNumber> predictions) {
    return classes(tf, predictions, sparseYPred);
  }

  private Operand<TInt32> classes(Ops tf, Operand<? extends TNumber> x, boolean sparse) {
    return sparse ? asClasses(tf, x) : tf.math.argMax(x, tf.constant(axis), TInt32.class);
  }

  private static int checked(int numClasses) {
    return Ranges.between(1, 4096, "numClasses", numClasses, 10);
  }

  final void numClassesOption(Options options) {
    numClasses = checked(options.integer("numClasses", numClasses));
  }

  final void sparseYTrueOption(Options options) {
    sparseYTrue = options.bool("sparseYTrue", sparseYTrue);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    ignoreOption(options);
    sparseYPred = options.bool("sparseYPred", sparseYPred);
    axis = options.integer("axis", axis);
  }
}

package io.github.inverseactivation.metrics;

import java.util.Arrays;

/**
 * How often each class is taken for each other: rows are labels, columns predictions. What is right
 * is on the diagonal; precision, recall and overlap of every class follow from it.
 *
 * <p>It is made from labels and predictions that are at hand, and matrices of parts add up:
 *
 * <pre>{@code
 * int[] digits = {3, 5, 5};
 * int[] predicted = {3, 5, 3};
 * ConfusionMatrix matrix = ConfusionMatrix.of(10, digits, predicted);
 * double found = matrix.recall(5); // 0.5
 * double takenFor3 = matrix.count(5, 3); // 1
 * }</pre>
 *
 * <p>The IoU metrics are functions of this matrix. Immutable. Keras has no such class; its {@code
 * metrics_utils.confusion_matrix} lays out rows and columns in the same way.
 */
public final class ConfusionMatrix {

  private final int classes;
  private final double[] counts;

  private ConfusionMatrix(int classes, double[] counts) {
    this.classes = classes;
    this.counts = counts;
  }

  /**
   * The matrix of predicted classes.
   *
   * @param classes the number of classes, at least 1
   * @param labels the true class of each sample, from 0 to classes - 1
   * @param predicted the predicted class of each sample, in the same range
   * @return the matrix
   * @throws IllegalArgumentException if the lengths differ or a class is out of range
   */
  public static ConfusionMatrix of(int classes, int[] labels, int[] predicted) {
    Ranges.atLeast(1, "classes", classes, 10);
    same("labels", labels.length, "predictions", predicted.length);
    double[] counts = new double[Math.multiplyExact(classes, classes)];
    for (int i = 0; i < labels.length; i++) {
      counts[
          inRange(classes, "label", labels[i]) * classes
              + inRange(classes, "prediction", predicted[i])]++;
    }
    return new ConfusionMatrix(classes, counts);
  }

  /**
   * The matrix of predicted scores, such as a model's predictions: the class with the highest score
   * is the predicted one, the first where there are several.
   *
   * @param classes the number of classes, at least 1
   * @param labels the true class of each sample, from 0 to classes - 1
   * @param scores the scores, one sample's after the other's
   * @return the matrix
   * @throws IllegalArgumentException if the lengths do not match or a label is out of range
   */
  public static ConfusionMatrix ofScores(int classes, int[] labels, float[] scores) {
    Ranges.atLeast(1, "classes", classes, 10);
    same("labels", (long) labels.length * classes, "scores", scores.length);
    int[] predicted = new int[labels.length];
    for (int i = 0; i < scores.length; i++) {
      int sample = i / classes;
      if (scores[i] > scores[sample * classes + predicted[sample]]) {
        predicted[sample] = i % classes;
      }
    }
    return of(classes, labels, predicted);
  }

  /** The matrix of counts, row after row. */
  static ConfusionMatrix ofCounts(int classes, double[] counts) {
    return new ConfusionMatrix(classes, counts.clone());
  }

  private static void same(String first, long firstLength, String second, long secondLength) {
    if (firstLength != secondLength) {
      throw new IllegalArgumentException(
          secondLength + " " + second + " do not match the " + first + "; expected " + firstLength);
    }
  }

  private static int inRange(int classes, String what, int index) {
    if (index < 0 || index >= classes) {
      throw new IllegalArgumentException(
          what + " " + index + " is not a class; expected 0.." + (classes - 1));
    }
    return index;
  }

  /**
   * The matrix of both parts together.
   *
   * @param other a matrix of as many classes
   * @return the sum
   * @throws IllegalArgumentException if the numbers of classes differ
   */
  public ConfusionMatrix plus(ConfusionMatrix other) {
    same("classes", classes, "classes", other.classes);
    double[] sum = counts.clone();
    Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
    return new ConfusionMatrix(classes, sum);
  }

  /**
   * The number of classes.
   *
   * @return at least 1
   */
  public int classes() {
    return classes;
  }

  /**
   * How often a class was taken for another, or for itself.
   *
   * @param label the true class
   * @param predicted the predicted class
   * @return the count
   */
  public double count(int label, int predicted) {
    return counts[
        inRange(classes, "label", label) * classes + inRange(classes, "prediction", predicted)];
  }

  /**
   * How many samples there are.
   *
   * @return the sum of all counts
   */
  public double total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The part of all samples that is predicted right.
   *
   * @return from 0 to 1; 0 where there are no samples
   */
  public double accuracy() {
    double right = 0;
    for (int k = 0; k < classes; k++) {
      right += count(k, k);
    }
    return Outcome.ratio(right, total());
  }

  /**
   * The part of what was predicted as a class that is of the class.
   *
   * @param k the class
   * @return from 0 to 1; 0 where it was never predicted
   */
  public double precision(int k) {
    return outcome(k).precision();
  }

  /**
   * The part of a class that was predicted as such.
   *
   * @param k the class
   * @return from 0 to 1; 0 where there is no sample of the class
   */
  public double recall(int k) {
    return outcome(k).recall();
  }

  /**
   * The harmonic mean of a class's precision and recall.
   *
   * @param k the class
   * @return from 0 to 1; 0 where both are 0
   */
  public double f1(int k) {
    Outcome outcome = outcome(k);
    return Outcome.ratio(
        2 * outcome.truePositives(),
        2 * outcome.truePositives() + outcome.falsePositives() + outcome.falseNegatives());
  }

  /**
   * Intersection over union: of what is or was predicted as a class, the part that is both.
   *
   * @param k the class
   * @return from 0 to 1; 0 where the class does not occur
   */
  public double iou(int k) {
    return Outcome.ratio(outcome(k).truePositives(), union(k));
  }

  /** How many samples are, or were predicted as, of a class. */
  double union(int k) {
    Outcome outcome = outcome(k);
    return outcome.truePositives() + outcome.falsePositives() + outcome.falseNegatives();
  }

  private Outcome outcome(int k) {
    double found = count(k, k);
    double labels = 0;
    double predictions = 0;
    for (int i = 0; i < classes; i++) {
      labels += count(k, i);
      predictions += count(i, k);
    }
    double others = total() - labels - predictions + found;
    return new Outcome(found, predictions - found, others, labels - found);
  }

  /**
   * The counts, row after row, as a table of text.
   *
   * @return one line for each label
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int width = Math.max(1, String.valueOf((long) Arrays.stream(counts).max().orElse(0)).length());
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        text.append(j == 0 ? "" : " ").append(("%" + width + ".0f").formatted(count(i, j)));
      }
      text.append('\n');
    }
    return text.toString();
  }
}

package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.inverseactivation.testing.MapOptions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class MetricsTest {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void takesLabelsOfAnyNumericType() {
    Operand<TInt64> labels = tf.constant(new long[] {1, 0, 1});
    Operand<TFloat32> predictions =
        tf.constant(StdArrays.ndCopyOf(new float[][] {{0, 1}, {0, 1}, {-2, -1}}));
    Operand<TFloat32> update =
        new SparseCategoricalAccuracy().update(tf, labels, predictions, null);
    try (Session session = new Session(graph);
        Result result = session.runner().fetch(update).run()) {
      TFloat32 sums = (TFloat32) result.get(0);
      assertThat(sums.getFloat(0)).isEqualTo(2);
      assertThat(sums.getFloat(1)).isEqualTo(3);
    }
  }

  @Test
  void sumsOfPartsGiveTheWhole() {
    Metric metric = new RootMeanSquaredError();
    assertThat(metric.stateSize(Shape.of(-1, 1))).isEqualTo(2);
    assertThat(metric.result(new double[] {9 + 9, 1 + 1})).isEqualTo(3);
    assertThat(metric.result(new double[2])).isZero();
  }

  @Test
  void refusesShapesThatCannotMatch() {
    refuses(new CategoricalAccuracy(), placeholder(-1, 1), placeholder(-1, 3), "[-1, 1]", "Sparse");
    refuses(new SparseCategoricalAccuracy(), placeholder(-1, 3), placeholder(-1, 3), "[-1, 3]");
    refuses(
        new SparseTopKCategoricalAccuracy(), placeholder(2), placeholder(3, 3), "[2]", "[3, 3]");
    refuses(new BinaryAccuracy(), placeholder(-1, 2), placeholder(-1, 3), "[-1, 2]", "[-1, 3]");
    refuses(new MeanAbsoluteError(), placeholder(4, 2), placeholder(3, 2), "[4, 2]", "[3, 2]");
    refuses(new SparseCategoricalAccuracy(), placeholder(), placeholder(), "[]");
  }

  private void refuses(
      Metric metric, Operand<TFloat32> labels, Operand<TFloat32> predictions, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.update(tf, labels, predictions, null))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void refusesWeightsThatCannotMatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BinaryAccuracy()
                    .update(tf, placeholder(4, 1), placeholder(4, 1), placeholder(5)))
        .withMessageContainingAll("sample weights of shape [5]", "[4, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MeanSquaredError()
                    .update(tf, placeholder(4, 2), placeholder(4, 2), placeholder(4, 2)))
        .withMessageContainingAll("[4, 2]", "[4]");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopKCategoricalAccuracy(0))
        .withMessageContainingAll("k 0", "at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapOptions.apply(new SparseTopKCategoricalAccuracy(), Map.of("k", -1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BinaryAccuracy().threshold(Double.NaN))
        .withMessageContaining("threshold NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BinaryCrossentropy().labelSmoothing(2))
        .withMessageContaining("labelSmoothing 2.0");
  }

  @Test
  void refusesRatesAndThresholdsOutOfRange() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      refusesOption(() -> new Precision().thresholds(0.5, bad), "threshold " + bad);
      refusesOption(() -> new AUC().thresholds(bad), "threshold " + bad);
      refusesOption(() -> new SensitivityAtSpecificity(bad), "specificity " + bad);
      refusesOption(() -> new SpecificityAtSensitivity(bad), "sensitivity " + bad);
      refusesOption(() -> new PrecisionAtRecall(bad), "recall " + bad);
      refusesOption(() -> new RecallAtPrecision(bad), "precision " + bad);
      refusesOption(() -> new F1Score().threshold(bad), "threshold " + bad);
    }
    refusesOption(() -> new TruePositives().thresholds(), "there are no thresholds");
    refusesOption(() -> new Recall().topK(0), "topK 0");
    refusesOption(() -> new Recall().classId(-1), "classId -1");
    refusesOption(() -> new AUC().numThresholds(1), "numThresholds 1");
    refusesOption(() -> new AUC().labelWeights(1, -1), "label weight -1.0");
    refusesOption(() -> new PrecisionAtRecall(0.5).numThresholds(0), "numThresholds 0");
    refusesOption(() -> new FBetaScore(Average.NONE, 0), "beta 0.0");
    refusesOption(() -> new R2Score().numRegressors(-1), "numRegressors -1");
    refusesOption(() -> new MeanIoU(0), "numClasses 0");
    refusesOption(() -> new IoU(3), "there are no targetClassIds");
    refusesOption(() -> new OneHotIoU(3, 3), "target class 3");
    refusesOption(() -> new BinaryIoU().targetClassIds(2), "target class 2");
    refusesOption(() -> new BinaryIoU().threshold(Double.NaN), "threshold NaN");
  }

  private static void refusesOption(ThrowingCallable metric, String message) {
    assertThatIllegalArgumentException().isThrownBy(metric).withMessageContaining(message);
  }

  @Test
  void refusesPredictionsThatDoNotSuit() {
    Placeholder<TFloat32> three = placeholder(-1, 3);
    Placeholder<TFloat32> open = placeholder(-1, -1);
    refuses(new Precision().classId(3), three, three, "classId 3", "[-1, 3]");
    refuses(new Precision().classId(0), placeholder(-1), placeholder(-1), "classId 0");
    refuses(new Recall().topK(4), three, three, "topK 4", "[-1, 3]");
    refuses(new Recall(), placeholder(-1, 2), three, "[-1, 2]", "[-1, 3]");
    refuses(new F1Score(), open, open, "f1_score", "known number of classes");
    refuses(new R2Score(), placeholder(-1), placeholder(-1), "R2Score", "[-1]");
    refuses(new AUC().multiLabel(true), open, open, "[-1, -1]");
    refuses(new AUC().labelWeights(1, 2), three, three, "2 labelWeights", "[-1, 3]");
    refuses(new MeanIoU(3), placeholder(-1, 2), three, "[-1, 2]", "[-1, 3]", "OneHotIoU");
    refuses(new PearsonCorrelation().axis(2), three, three, "axis 2", "-2..1");
  }

  @Test
  void severalNumbersAreReportedByTheirMean() {
    Metric precision = new Precision().thresholds(0.7, 0.2);
    // Positive labels: one prediction above 0.7, none below; negative ones: one in between.
    double[] sums = {0, 0, 1, 0, 1, 0};
    assertThat(precision.stateSize(Shape.of(-1, 1))).isEqualTo(6);
    assertThat(precision.results(sums)).containsExactly(1, 0.5);
    assertThat(precision.result(sums)).isEqualTo(0.75);
    assertThat(new RootMeanSquaredError().results(new double[] {8, 2})).containsExactly(2);
  }

  @Test
  void copiesDoNotShareOptions() {
    BinaryCrossentropy metric = BinaryCrossentropy.fromLogits();
    BinaryCrossentropy copy = metric.name("copy");
    MapOptions.apply(copy, Map.of("labelSmoothing", 0.5));
    assertThat(MapOptions.of(metric)).containsEntry("labelSmoothing", 0.0);
    assertThat(MapOptions.of(copy)).containsEntry("labelSmoothing", 0.5);
  }

  @Test
  void withersCopy() {
    BinaryAccuracy metric = new BinaryAccuracy();
    assertThat(MapOptions.of(metric.threshold(0).name("right")))
        .containsExactly(entry("name", "right"), entry("threshold", 0.0));
    assertThat(MapOptions.of(metric))
        .containsExactly(entry("name", "binary_accuracy"), entry("threshold", 0.5));
  }

  private Placeholder<TFloat32> placeholder(long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }
}

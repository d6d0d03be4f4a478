package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.BinaryFocalCrossentropy;
import io.github.inverseactivation.losses.Dice;
import io.github.inverseactivation.metrics.AUC;
import io.github.inverseactivation.metrics.F1Score;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.metrics.Precision;
import io.github.inverseactivation.metrics.R2Score;
import io.github.inverseactivation.metrics.TruePositives;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.training.Fit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of several numbers and of several classes, through training, evaluation and files. */
class ReportedMetricsTest {
  private static final Array X = Array.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2);
  private static final Array Y = Array.of(new float[] {1, 0, 0, 1, 1, 1, 0, 0}, 4, 2);
  private static final Dataset DATA = Dataset.of(X, Y);
  private static final Metric[] METRICS = {
    new AUC().multiLabel(true),
    new F1Score(),
    new Precision().thresholds(0.25, 0.75),
    new R2Score(),
    new TruePositives()
  };

  private static Sequential model() {
    return Sequential.of(Input.shape(2), new Dense(2).activation(Activations.SIGMOID));
  }

  @Test
  void trainingAndEvaluationReportOneNumberForEach(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.keras");
    Map<String, Double> before;
    try (Sequential model = model()) {
      model.compile(new Adam(), new BinaryFocalCrossentropy(), METRICS);
      model.fit(DATA, Fit.epochs(1).batchSize(3));
      before = model.evaluate(DATA);
      assertThat(before.keySet())
          .contains("loss", "auc", "f1_score", "precision", "r2_score", "true_positives");
      assertThat(before.values()).allMatch(Double::isFinite);
      model.save(file);
    }
    try (Model model = Models.load(file)) {
      assertThat(model.evaluate(DATA)).isEqualTo(before);
    }
  }

  @Test
  void aLossOverTheWholeBatchTrains() {
    try (Sequential model = model()) {
      model.compile(new Adam(0.1), new Dice());
      double first = model.evaluate(DATA).get("loss");
      model.fit(DATA, Fit.epochs(30));
      assertThat(model.evaluate(DATA).get("loss")).isLessThan(first);
    }
  }

  @Test
  void aMetricThatDoesNotSuitTheOutputIsRefused() {
    try (Sequential model = Sequential.of(Input.shape(3, 2), new Dense(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.compile(new Adam(), new Dice(), new F1Score()))
          .withMessageContaining("f1_score is of predictions of shape [n, classes]");
    }
  }
}

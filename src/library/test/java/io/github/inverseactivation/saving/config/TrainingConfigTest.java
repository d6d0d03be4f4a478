package io.github.inverseactivation.saving.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inverseactivation.losses.KLDivergence;
import io.github.inverseactivation.losses.ReducedLoss;
import io.github.inverseactivation.metrics.AUC;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.framework.losses.Loss;

/** Configurations of losses and metrics: Keras's, made by make_training_configs.py, and back. */
class TrainingConfigTest {
  private static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  static Stream<Arguments> cases() {
    return Golden.read("training_configs.json")
        .valueStream()
        .map(node -> Arguments.of(node.get("class_name").asText(), node));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatKerasWritesIsReadAndWrittenAgain(String name, JsonNode node) {
    Class<?> kind = node.get("module").asText().equals("keras.losses") ? Loss.class : Metric.class;

    JsonNode written = CODEC.write(CODEC.read(node, kind));

    assertThat(written.get("module")).isEqualTo(node.get("module"));
    assertThat(written.get("class_name")).isEqualTo(node.get("class_name"));
    JsonNode config = written.get("config");
    for (var option : node.get("config").properties()) {
      boolean young =
          Since.notEverywhere(node.get("class_name").asText()).contains(option.getKey());
      if (!config.has(option.getKey()) && (young || option.getKey().equals("axis"))) {
        assertThat(option.getValue().toString()).as(option.getKey()).isIn("-1", "null", "false");
      } else if (!option.getKey().equals("dtype")) {
        assertThat(plain(config.path(option.getKey())))
            .as(option.getKey())
            .isEqualTo(plain(option.getValue()));
      }
    }
    Set<String> arguments = new TreeSet<>();
    node.get("arguments").forEach(argument -> arguments.add(argument.asText()));
    config.fieldNames().forEachRemaining(key -> assertThat(arguments).contains(key));
  }

  /** Values that Keras takes for each other: ROC and roc, 0.25 and [0.25], a tensor and a list. */
  private static String plain(JsonNode value) {
    JsonNode list = value.path("config").path("value");
    String text = (list.isMissingNode() ? value : list).toString().toLowerCase(Locale.ROOT);
    text = text.replaceAll("\\.0\\b", "");
    return text.matches("\\[[^,\\[\\]]+]") ? text.substring(1, text.length() - 1) : text;
  }

  @Test
  void everyLossAndMetricHasACase() {
    Set<String> tested = new TreeSet<>();
    Golden.read("training_configs.json")
        .forEach(node -> tested.add(node.path("class_name").asText()));
    Set<String> accuracies =
        Set.of(
            "Accuracy",
            "CategoricalAccuracy",
            "SparseCategoricalAccuracy",
            "SparseTopKCategoricalAccuracy",
            "TopKCategoricalAccuracy",
            "RootMeanSquaredError");
    Stream.concat(LossTypes.all().stream(), MetricTypes.all().stream())
        .map(KerasType::className)
        .filter(name -> !accuracies.contains(name))
        .forEach(name -> assertThat(tested).contains(name));
  }

  @ParameterizedTest
  @CsvSource({
    "mse, mean_squared_error",
    "MAE, mean_absolute_error",
    "mape, mean_absolute_percentage_error",
    "MSLE, mean_squared_logarithmic_error",
    "bce, binary_crossentropy",
    "kld, kl_divergence",
    "KLD, kl_divergence",
    "kullback_leibler_divergence, kl_divergence",
    "log_cosh, log_cosh",
    "logcosh, log_cosh",
    "huber, huber_loss",
    "cosine_similarity, cosine_similarity",
    "binary_focal_crossentropy, binary_focal_crossentropy",
    "categorical_focal_crossentropy, categorical_focal_crossentropy",
    "categorical_hinge, categorical_hinge",
    "squared_hinge, squared_hinge",
    "poisson, poisson",
    "dice, dice",
    "Tversky, tversky"
  })
  void shortNamesOfLosses(String text, String name) {
    Loss loss = CODEC.read(TextNode.valueOf(text), Loss.class);
    assertThat(((ReducedLoss<?>) loss).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "mse, mean_squared_error",
    "mape, mean_absolute_percentage_error",
    "AUC, auc",
    "auc, auc",
    "precision, precision",
    "f1_score, f1_score",
    "r2_score, r2_score",
    "fbeta_score, fbeta_score",
    "BinaryIoU, binary_io_u",
    "log_cosh_error, logcosh",
    "kl_divergence, kl_divergence",
    "true_positives, true_positives"
  })
  void shortNamesOfMetrics(String text, String name) {
    assertThat(CODEC.read(TextNode.valueOf(text), Metric.class).name()).isEqualTo(name);
  }

  @Test
  void aNameAloneIsNotEnoughWhereKerasNeedsArguments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.read(TextNode.valueOf("mean_io_u"), Metric.class))
        .withMessageContaining("there is no metric 'mean_io_u'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Metric | AUC | {'num_thresholds': 1} | numThresholds 1 is out of range",
        "Metric | AUC | {'num_thresholds': 2000000000} | expected at most 1000000",
        "Metric | AUC | {'curve': 'XY'} | curve must be one of [roc, pr, prgain]",
        "Metric | AUC | {'num_labels': 3} | is needed with multiLabel only",
        "Metric | AUC | {'thresholds': [0.5, 2]} | threshold 2.0 is out of range",
        "Metric | AUC | {'label_weights': {'class_name': '__tensor__'}} | label_weights must be a",
        "Metric | MeanIoU | {} | num_classes is missing",
        "Metric | MeanIoU | {'num_classes': 100000} | expected at most 4096",
        "Metric | IoU | {'num_classes': 2, 'target_class_ids': [2]} | expected 0..1",
        "Metric | F1Score | {'average': 'most'} | average must be one of [none, micro, macro",
        "Metric | F1Score | {'threshold': 0} | expected 0 < threshold <= 1",
        "Metric | Precision | {'class_id': -1} | classId -1 is out of range",
        "Metric | Recall | {'thresholds': []} | there are no thresholds",
        "Metric | R2Score | {'num_regressors': -1} | numRegressors -1 is out of range",
        "Metric | PrecisionAtRecall | {} | recall is missing",
        "Metric | SparseCategoricalCrossentropy | {'ignore_class': 1} | not of the metric",
        "Loss | BinaryFocalCrossentropy | {'alpha': 2} | expected 0 <= alpha <= 1",
        "Loss | CategoricalFocalCrossentropy | {'alpha': []} | alpha has no weights",
        "Loss | Dice | {'axis': [1, 1]} | names an axis twice",
        "Loss | Tversky | {'beta': -1} | beta -1.0 is out of range",
        "Loss | NCE | {} | the class 'NCE' of keras.losses is unknown"
      })
  void refusesBadOptions(String kind, String name, String config, String message) {
    boolean loss = kind.equals("Loss");
    Class<?> javaKind = loss ? Loss.class : Metric.class;
    String text =
        "{'module': 'keras.%s', 'class_name': '%s', 'config': %s}"
            .formatted(loss ? "losses" : "metrics", name, config);
    JsonNode node = KerasConfig.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.read(node, javaKind))
        .withMessageContaining(message);
  }

  @Test
  void noChoiceIsNull() {
    JsonNode auc = CODEC.write(new AUC().curve(AUC.Curve.PR));
    assertThat(auc.at("/config/curve").asText()).isEqualTo("pr");
    assertThat(CODEC.write(new KLDivergence()).at("/config/reduction").asText())
        .isEqualTo("sum_over_batch_size");
  }
}

package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.MapOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Metrics of Keras over several batches, made by {@code golden/make_metrics.py}. */
class MetricsGoldenTest {

  static Stream<Arguments> cases() {
    Stream.Builder<Arguments> cases = Stream.builder();
    for (JsonNode node : Golden.read("metrics.json").get("cases")) {
      cases.add(Arguments.of(node.get("name").asText(), node));
    }
    return cases.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithKeras(String name, JsonNode node) {
    Metric metric = metric(node);
    assertThat(metric.name()).isEqualTo(node.get("kerasName").asText());
    JsonNode first = node.get("batches").get(0);
    boolean weighted = !first.get("weights").isNull();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> labels = placeholder(tf, first.get("labels"));
      Placeholder<TFloat32> predictions = placeholder(tf, first.get("predictions"));
      Placeholder<TFloat32> weights = weighted ? placeholder(tf, first.get("weights")) : null;
      Operand<TFloat32> update = metric.update(tf, labels, predictions, weights);
      int size = metric.stateSize(Golden.batchShape(first.get("predictions")));
      assertThat(update.shape()).isEqualTo(Shape.of(size));
      double[] sums = new double[size];
      assertThat(metric.result(sums)).isZero();
      for (JsonNode batch : node.get("batches")) {
        Session.Runner runner = session.runner().fetch(update);
        try (TFloat32 y = Golden.tensor(TFloat32.class, batch.get("labels"));
            TFloat32 p = Golden.tensor(TFloat32.class, batch.get("predictions"));
            TFloat32 w = weighted ? Golden.tensor(TFloat32.class, batch.get("weights")) : null) {
          runner.feed(labels, y).feed(predictions, p);
          if (weighted) {
            runner.feed(weights, w);
          }
          try (Result result = runner.run()) {
            double[] added = Golden.values((TFloat32) result.get(0));
            for (int i = 0; i < sums.length; i++) {
              sums[i] += added[i];
            }
          }
        }
        double[] expected = numbers(batch.get("result"));
        double mean = Arrays.stream(expected).average().orElseThrow();
        double scale = Arrays.stream(expected).map(Math::abs).reduce(1, Math::max);
        assertThat(metric.results(sums)).containsExactly(expected, within(1e-6 * scale));
        assertThat(metric.result(sums)).isCloseTo(mean, within(1e-6 * scale));
      }
    }
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, JsonNode tensor) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Golden.batchShape(tensor)));
  }

  private static double[] numbers(JsonNode result) {
    return result.isArray() ? Golden.doubles(result) : new double[] {result.asDouble()};
  }

  private static Metric metric(JsonNode node) {
    String name = node.get("metric").asText();
    int classes = node.path("options").path("numClasses").asInt();
    Metric metric =
        switch (name) {
          case "IoU" -> new IoU(classes, 0);
          case "MeanIoU" -> new MeanIoU(classes);
          case "OneHotIoU" -> new OneHotIoU(classes, 0);
          case "OneHotMeanIoU" -> new OneHotMeanIoU(classes);
          case "PrecisionAtRecall" -> new PrecisionAtRecall(0);
          case "RecallAtPrecision" -> new RecallAtPrecision(0);
          case "SensitivityAtSpecificity" -> new SensitivityAtSpecificity(0);
          case "SpecificityAtSensitivity" -> new SpecificityAtSensitivity(0);
          default -> MapOptions.read(Metric.class, name, node.get("options"));
        };
    Map<String, Object> options =
        new ObjectMapper().convertValue(node.get("options"), new TypeReference<>() {});
    return MapOptions.apply(metric, options);
  }
}

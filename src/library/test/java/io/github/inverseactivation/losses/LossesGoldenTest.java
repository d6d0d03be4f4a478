package io.github.inverseactivation.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.MapOptions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Values and gradients of Keras's losses, made by {@code golden/make_losses.py}. */
class LossesGoldenTest {

  static Stream<Arguments> cases() {
    Stream.Builder<Arguments> cases = Stream.builder();
    for (JsonNode node : Golden.read("losses.json").get("cases")) {
      cases.add(Arguments.of(node.get("name").asText(), node));
    }
    return cases.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithKeras(String name, JsonNode node) {
    check(node, TFloat64.class, 1e-12);
    check(node, TFloat32.class, 1e-6);
  }

  private static <T extends TNumber> void check(JsonNode node, Class<T> type, double tolerance) {
    JsonNode expected = node.get(type == TFloat64.class ? "float64" : "float32");
    JsonNode weights = node.get("weights");
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<T> labels = placeholder(tf, type, node.get("labels"));
      Placeholder<T> predictions = placeholder(tf, type, node.get("predictions"));
      Placeholder<T> given = weights.isNull() ? null : placeholder(tf, type, weights);
      Operand<T> loss = loss(node).call(tf, labels, predictions, given);
      assertThat(loss.shape()).isEqualTo(Shape.scalar());
      Output<?> gradient =
          graph.addGradients(loss.asOutput(), new Output<?>[] {predictions.asOutput()})[0];
      Session.Runner runner = session.runner().fetch(loss).fetch(gradient);
      try (T y = Golden.tensor(type, node.get("labels"));
          T p = Golden.tensor(type, node.get("predictions"));
          T w = weights.isNull() ? null : Golden.tensor(type, weights)) {
        runner.feed(labels, y).feed(predictions, p);
        if (w != null) {
          runner.feed(given, w);
        }
        try (Result result = runner.run()) {
          double value = expected.get("value").asDouble();
          assertThat(Golden.values(type.cast(result.get(0)))[0])
              .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
          double[] slopes = Golden.values(expected.get("gradient"));
          double scale = Arrays.stream(slopes).map(Math::abs).reduce(1, Math::max);
          assertThat(Golden.values(type.cast(result.get(1))))
              .containsExactly(slopes, within(tolerance * scale));
        }
      }
    }
  }

  private static <T extends TNumber> Placeholder<T> placeholder(
      Ops tf, Class<T> type, JsonNode tensor) {
    return tf.placeholder(type, Placeholder.shape(Golden.batchShape(tensor)));
  }

  private static ReducedLoss<?> loss(JsonNode node) {
    return MapOptions.read(ReducedLoss.class, node.get("loss").asText(), node.get("options"))
        .reduction(Reduction.valueOf(node.get("reduction").asText()));
  }
}

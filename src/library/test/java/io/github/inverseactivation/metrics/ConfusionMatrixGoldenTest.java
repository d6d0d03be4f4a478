package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.testing.Golden;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TensorFlow's counts and Keras's rates of each class, made by {@code make_confusion.py}. */
class ConfusionMatrixGoldenTest {

  static Stream<Arguments> cases() {
    Stream.Builder<Arguments> cases = Stream.builder();
    for (JsonNode node : Golden.read("confusion.json").get("cases")) {
      cases.add(Arguments.of(node.get("name").asText(), node));
    }
    return cases.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithKeras(String name, JsonNode node) {
    int classes = node.get("classes").asInt();
    int[] labels = integers(node.get("labels"));
    double[] scores = Golden.doubles(node.get("scores"));
    float[] rounded = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      rounded[i] = (float) scores[i];
    }
    check(node, ConfusionMatrix.of(classes, labels, integers(node.get("predicted"))));
    check(node, ConfusionMatrix.ofScores(classes, labels, rounded));
  }

  private static void check(JsonNode node, ConfusionMatrix matrix) {
    double[] counts = Golden.doubles(node.get("counts"));
    for (int i = 0; i < counts.length; i++) {
      assertThat(matrix.count(i / matrix.classes(), i % matrix.classes())).isEqualTo(counts[i]);
    }
    assertThat(matrix.total()).isEqualTo(Arrays.stream(counts).sum());
    assertThat(matrix.accuracy()).isCloseTo(node.get("accuracy").asDouble(), within(1e-6));
    check(node.get("precision"), matrix::precision);
    check(node.get("recall"), matrix::recall);
    check(node.get("f1"), matrix::f1);
    check(node.get("iou"), matrix::iou);
  }

  private static void check(JsonNode expected, IntToDoubleFunction rate) {
    double[] found = IntStream.range(0, expected.size()).mapToDouble(rate).toArray();
    assertThat(found).containsExactly(Golden.doubles(expected), within(1e-6));
  }

  private static int[] integers(JsonNode numbers) {
    return Arrays.stream(Golden.doubles(numbers)).mapToInt(each -> (int) each).toArray();
  }
}

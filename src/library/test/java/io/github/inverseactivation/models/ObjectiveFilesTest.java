package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Activity regularizers, losses that are not reduced and losses of logits behind an activation, in
 * files of Keras and tf_keras: what is evaluated and what two steps of training make of the
 * weights, as in Python, and again from a file of our own.
 */
class ObjectiveFilesTest {
  private static final Path FOLDER = Path.of("src/library/test/resources/keras/objectives");

  @TempDir Path folder;

  static List<Named<JsonNode>> cases() throws IOException {
    List<Named<JsonNode>> cases = new ArrayList<>();
    for (String keras : List.of("keras.json", "tf_keras.json")) {
      new ObjectMapper()
          .readTree(FOLDER.resolve(keras).toFile())
          .forEach(each -> cases.add(Named.of(each.get("file").asText(), each)));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsAsPythonDoes(JsonNode expected) throws IOException {
    Path own = folder.resolve("own.keras");
    String file = expected.get("file").asText();
    try (Model model = Models.load(FOLDER.resolve(file))) {
      if (file.equals("tf_keras_distributed.h5")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.save(own))
            .withMessageContaining("as tf.keras 2 did and Keras 3 does not");
        check(model, expected);
        return;
      }
      model.save(own);
      check(model, expected);
    }
    try (Model model = Models.load(own)) {
      check(model, expected);
    }
  }

  private static void check(Model model, JsonNode expected) {
    ArrayDataset data = Dataset.of(array(expected.get("inputs")), array(expected.get("targets")));
    if (!expected.get("weights").isNull()) {
      data = data.sampleWeights(Array.of(floats(expected.get("weights"))));
    }
    double loss = expected.get("evaluated").asDouble();
    assertThat(model.evaluate(data).get("loss")).isCloseTo(loss, within(1e-5 * Math.abs(loss)));
    if (expected.hasNonNull("metric")) {
      assertThat(model.evaluate(data).get("metric"))
          .isCloseTo(expected.get("metric").asDouble(), within(1e-5));
    }
    History history =
        model.fit(data, Fit.epochs(2).batchSize(4).shuffle(false).verbosity(Verbosity.SILENT));
    for (int i = 0; i < 2; i++) {
      double reported = expected.get("losses").get(i).asDouble();
      assertThat(history.get("loss").get(i)).isCloseTo(reported, within(1e-5 * Math.abs(reported)));
    }
    List<Array> weights = model.weights();
    for (int i = 0; i < weights.size(); i++) {
      assertThat(weights.get(i).floats())
          .containsExactly(floats(expected.get("trained").get(i)), offset(1e-5f));
    }
  }

  private static Array array(JsonNode node) {
    long[] shape =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray();
    return Array.of(floats(node.get("values")), shape);
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).floatValue();
    }
    return values;
  }
}

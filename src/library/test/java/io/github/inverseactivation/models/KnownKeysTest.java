package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration says beyond what Keras writes is refused wherever it stands. */
class KnownKeysTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String functional() {
    Tensor x = Input.shape(3).name("x");
    Tensor y = new Dense(3).name("d").apply(x);
    Tensor part = Input.shape(3).name("z");
    Tensor z = Model.of(part, new ReLU().apply(part)).asLayer().name("part").apply(y);
    try (Model model = Model.of(x, new Add().name("a").apply(z, x))) {
      model.compile(new SGD(0.1), new MeanSquaredError());
      return model.toJson();
    }
  }

  private static String sequential() {
    try (Model model = Sequential.of(Input.shape(3), new Dense(3).name("d"), new ReLU())) {
      return model.toJson();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, ''",
    "true, /config",
    "true, /config/layers/0",
    "true, /config/layers/0/config",
    "true, /config/layers/1",
    "true, /config/layers/1/config",
    "true, /config/layers/1/inbound_nodes/0",
    "true, /config/layers/2",
    "true, /config/layers/2/config",
    "true, /config/layers/2/config/layers/1",
    "true, /compile_config",
    "true, /compile_config/optimizer/config",
    "true, /compile_config/loss/config",
    "false, ''",
    "false, /config",
    "false, /config/layers/0",
    "false, /config/layers/0/config",
    "false, /config/layers/1",
    "false, /config/layers/2/config"
  })
  void unknownKeysAreRefused(boolean isFunctional, String place) throws Exception {
    JsonNode model = JSON.readTree(isFunctional ? functional() : sequential());
    ((ObjectNode) model.at(place)).put("surprise", 0.5);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Models.fromJson(model.toString()))
        .withMessageContaining("surprise");
  }

  @Test
  void whatIsNullSaysNothing() throws Exception {
    JsonNode model = JSON.readTree(functional());
    ((ObjectNode) model.at("/config/layers/1")).putNull("surprise");

    try (Model read = Models.fromJson(model.toString())) {
      assertThat(read.network().layers()).hasSize(3);
    }
  }

  @Test
  void raggedInputsAreRefused() throws Exception {
    JsonNode model = JSON.readTree(functional());
    ((ObjectNode) model.at("/config/layers/0/config")).put("ragged", true);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Models.fromJson(model.toString()))
        .withMessageContaining("the input 'x' is ragged")
        .withMessageContaining("padded and with a mask");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Infinity", "-Infinity", "NaN"})
  void numbersThatPythonWritesAndAreNoneAreNamed(String number) {
    String model =
        sequential().replaceFirst("\"negative_slope\":0.0", "\"negative_slope\":" + number);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Models.fromJson(model))
        .withMessageContaining("negative_slope must be a finite number");
  }
}

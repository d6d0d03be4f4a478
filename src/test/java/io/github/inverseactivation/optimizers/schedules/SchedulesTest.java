package io.github.inverseactivation.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.MapOptions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning rates of Keras's schedules, made by {@code golden/make_schedules.py}. */
class SchedulesTest {

  static Stream<JsonNode> cases() {
    Stream.Builder<JsonNode> cases = Stream.builder();
    Golden.read("schedules.json").get("schedules").forEach(cases);
    return cases.build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKeras(JsonNode node) {
    Schedule schedule =
        node.get("schedule").asText().equals("CosineDecay")
            ? new CosineDecay(1, 1)
            : new ExponentialDecay(1, 1, 1);
    Map<String, Object> options =
        new ObjectMapper().convertValue(node.get("options"), new TypeReference<>() {});
    MapOptions.apply(schedule, options);
    for (int i = 0; i < node.get("steps").size(); i++) {
      // Keras computes rates in float32.
      assertThat(schedule.at(node.get("steps").get(i).asLong()))
          .isCloseTo(node.get("rates").get(i).asDouble(), within(1e-7));
    }
  }

  @Test
  void withersCopy() {
    CosineDecay cosine = new CosineDecay(0, 10);
    assertThat(cosine.warmup(1, 4).at(2)).isEqualTo(0.5);
    assertThat(cosine.alpha(0.5).warmup(1, 0).at(10)).isEqualTo(0.5);
    assertThat(cosine.at(2)).isZero();
    ExponentialDecay steps = new ExponentialDecay(1, 2, 0.25);
    assertThat(steps.staircase(true).at(1)).isEqualTo(1);
    assertThat(steps.at(1)).isEqualTo(0.5);
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineDecay(0.1, 0))
        .withMessageContainingAll("decaySteps 0", "at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineDecay(0.1, 1).warmup(-1, 1))
        .withMessageContaining("warmupTarget -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialDecay(0.1, 1, Double.NaN))
        .withMessageContaining("decayRate NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Constant(-1))
        .withMessageContaining("learningRate -1.0");
  }
}

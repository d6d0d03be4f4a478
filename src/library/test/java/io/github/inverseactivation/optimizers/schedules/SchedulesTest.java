package io.github.inverseactivation.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.MapOptions;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
        switch (node.get("schedule").asText()) {
          case "CosineDecay" -> new CosineDecay(1, 1);
          case "CosineDecayRestarts" -> new CosineDecayRestarts(1, 1);
          case "ExponentialDecay" -> new ExponentialDecay(1, 1, 1);
          case "InverseTimeDecay" -> new InverseTimeDecay(1, 1, 1);
          case "OneCycle" -> new OneCycle(1, 1);
          case "PiecewiseConstantDecay" -> new PiecewiseConstantDecay(new int[1], new double[2]);
          case "PolynomialDecay" -> new PolynomialDecay(1, 1);
          default -> throw new AssertionError(node.get("schedule"));
        };
    ObjectMapper json = new ObjectMapper();
    Map<String, Object> options = json.convertValue(node.get("options"), new TypeReference<>() {});
    options.computeIfPresent("boundaries", (name, list) -> json.convertValue(list, int[].class));
    options.computeIfPresent("values", (name, list) -> json.convertValue(list, double[].class));
    options.computeIfPresent(
        "annealStrategy",
        (name, text) -> OneCycle.Anneal.valueOf(text.toString().toUpperCase(Locale.ROOT)));
    MapOptions.apply(schedule, options).validate();
    for (int i = 0; i < node.get("steps").size(); i++) {
      // Keras computes rates in float32.
      assertThat(schedule.at(node.get("steps").get(i).asLong()))
          .as("step " + node.get("steps").get(i))
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
    OneCycle cycle = new OneCycle(1, 20);
    assertThat(cycle.divFactor(2).finalDivFactor(5).at(20)).isEqualTo(0.1);
    assertThat(cycle.pctStart(0.5).threePhase(true).divFactor(2).at(9)).isEqualTo(1);
    assertThat(cycle.annealStrategy(OneCycle.Anneal.LINEAR).divFactor(2).pctStart(0.25).at(2))
        .isEqualTo(0.75);
    assertThat(cycle.at(0)).isCloseTo(0.04, within(1e-15));
  }

  @Test
  void oneCycleStaysAtItsEnd() {
    OneCycle cycle = new OneCycle(0.1, 100).threePhase(true);
    assertThat(cycle.at(99)).isEqualTo(0.1 / 25 / 1e4);
    assertThat(cycle.at(100_000_000_000L)).isEqualTo(cycle.at(99));
    assertThat(new OneCycle(0.1, 1).at(0)).isEqualTo(0.1 / 25 / 1e4);
    assertThat(new OneCycle(0.1, 10).pctStart(0.1).at(0)).isEqualTo(0.1);
  }

  @Test
  void restartsComeExactlyAtTheirSteps() {
    for (int times = 2; times <= 10; times++) {
      CosineDecayRestarts schedule = new CosineDecayRestarts(1, 7).tMul(times).mMul(0.5);
      long start = 0;
      long length = 7;
      double height = 1;
      for (int fall = 0; fall < 8; fall++) {
        assertThat(schedule.at(start)).isCloseTo(height, within(1e-9));
        if (start > 0) {
          assertThat(schedule.at(start - 1)).isLessThan(height);
        }
        start += length;
        length *= times;
        height /= 2;
      }
    }
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
    refuses(() -> new PolynomialDecay(-1, 1), "initialLearningRate -1.0");
    refuses(() -> new PolynomialDecay(1, 0), "decaySteps 0");
    refuses(() -> new PolynomialDecay(1, 1).endLearningRate(Double.NaN), "endLearningRate NaN");
    refuses(() -> new PolynomialDecay(1, 1).power(-1), "power -1.0");
    refuses(() -> new InverseTimeDecay(1, 0, 1), "decaySteps 0");
    refuses(() -> new InverseTimeDecay(1, 1, -1), "decayRate -1.0");
    refuses(() -> new CosineDecayRestarts(1, 0), "firstDecaySteps 0");
    refuses(() -> new CosineDecayRestarts(1, 1).tMul(0.5), "tMul 0.5", "at least 1");
    refuses(() -> new CosineDecayRestarts(1, 1).mMul(-1), "mMul -1.0");
    refuses(() -> new CosineDecayRestarts(1, 1).alpha(-1), "alpha -1.0");
    double[] two = {0.1, 0.2};
    refuses(() -> new PiecewiseConstantDecay(new int[0], new double[1]), "at least one boundary");
    refuses(() -> new PiecewiseConstantDecay(new int[] {1, 2}, two), "[1, 2]", "[0.1, 0.2]");
    refuses(() -> new PiecewiseConstantDecay(new int[] {2, 2}, new double[3]), "[2, 2]", "rise");
    refuses(() -> new PiecewiseConstantDecay(new int[] {-1}, two), "[-1]");
    refuses(() -> new PiecewiseConstantDecay(new int[] {1}, new double[] {0, -1}), "values -1.0");
    OneCycle cycle = new OneCycle(0.1, 10);
    refuses(() -> new OneCycle(-1, 1), "maxLearningRate -1.0");
    refuses(() -> new OneCycle(1, 0), "totalSteps 0");
    refuses(() -> cycle.pctStart(1.5), "pctStart 1.5", "<= 1.0");
    refuses(() -> cycle.pctStart(0.6).threePhase(true), "pctStart 0.6", "0.5 with three phases");
    refuses(() -> cycle.divFactor(0), "divFactor 0.0", "above 0");
    refuses(() -> cycle.finalDivFactor(Double.NaN), "finalDivFactor NaN");
  }

  private static void refuses(ThrowingCallable call, String... parts) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(parts);
  }
}

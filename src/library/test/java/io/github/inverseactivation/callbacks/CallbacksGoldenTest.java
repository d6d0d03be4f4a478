package io.github.inverseactivation.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Told the same logs, callbacks do what Keras's do. */
class CallbacksGoldenTest {
  private static final JsonNode KERAS = Golden.read("callbacks.json");
  private static final List<Map<String, Double>> NO_BATCHES = List.of();

  private static List<JsonNode> cases(String callback) {
    return StreamSupport.stream(KERAS.get(callback).spliterator(), false).toList();
  }

  static List<JsonNode> earlyStopping() {
    return cases("early_stopping");
  }

  @ParameterizedTest
  @MethodSource("earlyStopping")
  void earlyStops(JsonNode given) {
    JsonNode options = given.get("options");
    EarlyStopping callback =
        new EarlyStopping()
            .monitor(options.get("monitor").asText())
            .mode(mode(options))
            .minDelta(options.path("min_delta").asDouble(0))
            .patience(options.get("patience").asInt())
            .restoreBestWeights(options.get("restore_best_weights").asBoolean())
            .startFromEpoch(options.get("start_from_epoch").asInt());
    if (options.has("baseline")) {
      callback = callback.baseline(options.get("baseline").asDouble());
    }
    FakeRun run = new FakeRun(0.01);
    run.drive(callback, logs(given.get("logs")), NO_BATCHES);
    assertThat(run.told).hasSize(given.get("epochs").asInt());
    assertThat(callback.stoppedEpoch()).isEqualTo(given.get("stopped").asInt());
    assertThat(callback.bestEpoch()).isEqualTo(given.get("best").asInt());
    assertThat(run.weight()).isEqualTo(given.get("weights").asInt());
  }

  static List<JsonNode> plateau() {
    return cases("plateau");
  }

  @ParameterizedTest
  @MethodSource("plateau")
  void learningRateFallsOnPlateaus(JsonNode given) {
    JsonNode options = given.get("options");
    Callback callback =
        new ReduceLROnPlateau()
            .monitor(options.get("monitor").asText())
            .mode(mode(options))
            .minDelta(options.path("min_delta").asDouble(1e-4))
            .factor(options.get("factor").asDouble())
            .patience(options.get("patience").asInt())
            .cooldown(options.get("cooldown").asInt())
            .minLearningRate(options.get("min_lr").asDouble());
    FakeRun run = new FakeRun(0.01);
    run.drive(callback, logs(given.get("logs")), NO_BATCHES);
    assertRates(run, given);
  }

  @Test
  void learningRateFollowsARule() {
    FakeRun run = new FakeRun(0.3);
    List<Map<String, Double>> epochs = new ArrayList<>();
    KERAS.get("scheduler").get("rates").forEach(rate -> epochs.add(Map.of("loss", 1.0)));
    run.drive(
        new LearningRateScheduler((epoch, rate) -> epoch < 3 ? rate : rate * 0.9),
        epochs,
        NO_BATCHES);
    assertRates(run, KERAS.get("scheduler"));
  }

  private static void assertRates(FakeRun run, JsonNode given) {
    assertThat(run.rates).isEqualTo(numbers(given.get("rates")));
    assertThat(run.told.stream().map(logs -> logs.get("learning_rate")).toList())
        .isEqualTo(numbers(given.get("logged")));
  }

  static List<JsonNode> checkpoint() {
    return cases("checkpoint");
  }

  @ParameterizedTest
  @MethodSource("checkpoint")
  void checkpointsAreSavedUnderTheSameNames(JsonNode given) {
    JsonNode options = given.get("options");
    ModelCheckpoint callback =
        new ModelCheckpoint(given.get("name").asText())
            .monitor(options.path("monitor").asText("val_loss"))
            .mode(mode(options))
            .saveBestOnly(options.path("save_best_only").asBoolean(false));
    if (options.has("initial_value_threshold")) {
      callback = callback.initialValueThreshold(options.get("initial_value_threshold").asDouble());
    }
    if (options.has("save_freq")) {
      callback = callback.saveFreq(options.get("save_freq").asInt());
    }
    FakeRun run = new FakeRun(0.01);
    run.drive(callback, logs(given.get("logs")), logs(given.get("batches")));
    List<String> expected = new ArrayList<>();
    given.get("saved").forEach(name -> expected.add(name.asText()));
    assertThat(run.saved).isEqualTo(expected).isNotEmpty();
  }

  static List<JsonNode> csv() {
    return cases("csv");
  }

  @ParameterizedTest
  @MethodSource("csv")
  void csvIsTheSameToTheByte(JsonNode given, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, given.get("before").asText());
    JsonNode options = given.get("options");
    Callback callback =
        new CSVLogger(file)
            .separator(options.path("separator").asText(","))
            .append(options.path("append").asBoolean(false));
    new FakeRun(0.01).drive(callback, logs(given.get("logs")), NO_BATCHES);
    assertThat(Files.readString(file)).isEqualTo(given.get("text").asText());
  }

  @Test
  void aLossThatIsNoNumberEndsTraining() {
    JsonNode given = KERAS.get("terminate");
    FakeRun run = new FakeRun(0.01);
    run.drive(
        new TerminateOnNaN(), List.of(Map.of("loss", 0.1), Map.of()), logs(given.get("batches")));
    assertThat(run.batches).containsExactly(0, 1, 2);
    assertThat(given.get("seen").size()).isEqualTo(run.batches.size());
    assertThat(run.told).hasSize(given.get("epochs").asInt());
  }

  private static MonitorMode mode(JsonNode options) {
    return MonitorMode.valueOf(options.path("mode").asText("auto").toUpperCase(Locale.ROOT));
  }

  private static List<Map<String, Double>> logs(JsonNode epochs) {
    List<Map<String, Double>> all = new ArrayList<>();
    for (JsonNode epoch : epochs) {
      Map<String, Double> logs = new LinkedHashMap<>();
      epoch.properties().forEach(each -> logs.put(each.getKey(), number(each.getValue())));
      all.add(logs);
    }
    return all;
  }

  private static double number(JsonNode value) {
    return switch (value.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> value.doubleValue();
    };
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(value -> numbers.add(value.doubleValue()));
    return numbers;
  }
}

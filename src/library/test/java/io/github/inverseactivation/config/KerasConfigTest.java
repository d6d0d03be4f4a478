package io.github.inverseactivation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.constraints.MaxNorm;
import io.github.inverseactivation.constraints.MinMaxNorm;
import io.github.inverseactivation.constraints.NonNeg;
import io.github.inverseactivation.constraints.UnitNorm;
import io.github.inverseactivation.initializers.Constant;
import io.github.inverseactivation.initializers.GlorotNormal;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.initializers.HeNormal;
import io.github.inverseactivation.initializers.HeUniform;
import io.github.inverseactivation.initializers.Identity;
import io.github.inverseactivation.initializers.LecunNormal;
import io.github.inverseactivation.initializers.LecunUniform;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Orthogonal;
import io.github.inverseactivation.initializers.RandomNormal;
import io.github.inverseactivation.initializers.RandomUniform;
import io.github.inverseactivation.initializers.TruncatedNormal;
import io.github.inverseactivation.initializers.VarianceScaling;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.regularizers.L1;
import io.github.inverseactivation.regularizers.L1L2;
import io.github.inverseactivation.regularizers.L2;
import io.github.inverseactivation.regularizers.OrthogonalRegularizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and defaults of options are those of Keras: golden/make_configs.py. */
class KerasConfigTest {

  static Stream<Configurable> objects() {
    return Stream.of(
        new Zeros(),
        new Ones(),
        new Constant(0),
        new Identity(1),
        new RandomNormal(),
        new RandomUniform(),
        new TruncatedNormal(),
        new VarianceScaling(),
        new GlorotNormal(),
        new GlorotUniform(),
        new HeNormal(),
        new HeUniform(),
        new LecunNormal(),
        new LecunUniform(),
        new Orthogonal(),
        new L1(),
        new L2(),
        new L1L2(0, 0),
        new OrthogonalRegularizer(),
        new MaxNorm(),
        new MinMaxNorm(),
        new NonNeg(),
        new UnitNorm());
  }

  @ParameterizedTest
  @MethodSource("objects")
  void defaultsAreThoseOfKeras(Configurable object) throws IOException {
    JsonNode config = config(object.getClass().getSimpleName());
    Recorder recorder = new Recorder();
    object.options(recorder);
    TreeSet<String> names = new TreeSet<>();
    config.fieldNames().forEachRemaining(names::add);
    assertThat(recorder.values.keySet()).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      Object value = recorder.values.get(name);
      JsonNode expected = config.get(name);
      if (value instanceof Double number) {
        assertThat(number).isCloseTo(expected.asDouble(), within(1e-9));
      } else {
        assertThat(String.valueOf(value)).isEqualTo(expected.asText());
      }
    }
  }

  private static JsonNode config(String name) throws IOException {
    try (InputStream in = KerasConfigTest.class.getResourceAsStream("/golden/configs.json")) {
      JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(in));
      Map<String, JsonNode> byName =
          root.valueStream()
              .collect(Collectors.toMap(c -> c.get("name").asText(), c -> c.get("config")));
      return Objects.requireNonNull(byName.get(name), name);
    }
  }

  /** Writes down every option under its name in Keras. */
  private static final class Recorder implements Options {
    final Map<String, Object> values = new LinkedHashMap<>();

    private <T> T record(String name, T value, Function<T, Object> spelling) {
      String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      values.put(snake, value == null ? null : spelling.apply(value));
      return value;
    }

    @Override
    public int integer(String name, int value) {
      return record(name, value, v -> v);
    }

    @Override
    public Long optionalLong(String name, Long value) {
      return record(name, value, v -> v);
    }

    @Override
    public double number(String name, double value) {
      return record(name, value, v -> v);
    }

    @Override
    public Double optionalNumber(String name, Double value) {
      return record(name, value, v -> v);
    }

    @Override
    public boolean bool(String name, boolean value) {
      return record(name, value, v -> v);
    }

    @Override
    public String text(String name, String value) {
      return record(name, value, v -> v);
    }

    @Override
    public List<String> texts(String name, List<String> values) {
      return record(name, values, v -> v);
    }

    @Override
    public int[] integers(String name, int[] value) {
      return record(name, value, v -> v[0]);
    }

    @Override
    public double[] numbers(String name, double[] value) {
      return record(name, value, v -> v[0]);
    }

    @Override
    public <E extends Enum<E>> E choice(String name, E value) {
      return record(name, value, v -> v.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public <T> T object(String name, Class<T> kind, T value) {
      return record(name, value, v -> v.getClass().getSimpleName());
    }

    @Override
    public <T> List<T> objects(String name, Class<T> kind, List<? extends T> values) {
      return List.copyOf(record(name, values, v -> v.size()));
    }
  }
}

package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Concatenate;
import io.github.inverseactivation.losses.MeanAbsoluteError;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.topology.Structure;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose inputs and outputs are maps and lists within each other. */
class StructureTest {
  private static final Fit TWO =
      Fit.epochs(2).batchSize(4).shuffle(false).verbosity(Verbosity.SILENT);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keras3_named.keras",
        "keras3_one_named.keras",
        "keras3_list_for_names.keras",
        "keras3_nested.keras",
        "keras3_nested_lists.keras",
        "keras3_within.keras",
        "keras33_named.keras",
        "keras33_one_named.keras",
        "keras2_named.h5",
        "keras2_one_named.h5",
        "keras2_list_for_names.h5"
      })
  void filesKeepNamesAndTrainOn(String name) throws IOException {
    JsonNode expected = expected(name);
    Path again = folder.resolve("again.keras");
    try (Model model = Models.load(file(name))) {
      predicts(model, expected);
      model.save(again);
      trains(model, expected.get("history"), data(model, expected));
    }
    try (Model model = Models.load(again)) {
      predicts(model, expected);
      trains(model, expected.get("history"), data(model, expected));
    }
  }

  private record Data(Map<String, Array> inputs, Map<String, Array> targets) {}

  /** Python's values by the names that they have here: at the end of a list, those of layers. */
  private static Data data(Model model, JsonNode expected) {
    return new Data(
        byName(expected.get("inputs"), model.network().inputNames()),
        byName(expected.get("targets"), model.network().outputNames()));
  }

  private static Map<String, Array> byName(JsonNode values, List<String> names) {
    Map<String, Array> sorted = new TreeMap<>();
    values.properties().forEach(each -> sorted.put(each.getKey(), Golden.array(each.getValue())));
    Map<String, Array> arrays = new LinkedHashMap<>();
    List<Array> inOrder = List.copyOf(sorted.values());
    for (int i = 0; i < names.size(); i++) {
      arrays.put(names.get(i), inOrder.get(i));
    }
    assertThat(inOrder).hasSameSizeAs(names);
    return arrays;
  }

  private static void predicts(Model model, JsonNode expected) {
    Map<String, Array> found = model.predict(data(model, expected).inputs());
    Map<String, Array> keras = byName(expected.get("outputs"), model.network().outputNames());
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(keras.keySet());
    found.forEach(
        (name, array) ->
            assertThat(array.doubles())
                .as(name)
                .containsExactly(keras.get(name).doubles(), within(1e-6)));
    expected.get("outputs").properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !key.matches(".*\\d"))
        .forEach(key -> assertThat(found).containsKey(key));
  }

  private static void trains(Model model, JsonNode history, Data data) {
    History found = model.fit(data.inputs(), data.targets(), TWO);
    history
        .properties()
        .forEach(
            each -> {
              // Keras 2, and Keras 3 for metrics further inside, report by layers.
              boolean named = found.keys().contains(each.getKey());
              if (named) {
                assertThat(found.get(each.getKey()).stream().mapToDouble(d -> d).toArray())
                    .as(each.getKey())
                    .containsExactly(Golden.doubles(each.getValue()), within(1e-4));
              }
              boolean top = each.getKey().equals("loss") || each.getKey().startsWith("q_");
              assertThat(named || !top).as(each.getKey()).isTrue();
            });
  }

  private static Model named() {
    Tensor b = Input.shape(2).name("b");
    Tensor a = Input.shape(3).name("a");
    Tensor h = new Concatenate().apply(b, a);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("kb", b);
    inputs.put("ka", a);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("q", new Dense(1).name("one").apply(h));
    outputs.put("p", new Dense(2).name("two").apply(h));
    return Model.of(inputs, outputs).seed(4);
  }

  @Test
  void namesAreThoseOfTheMaps() {
    Map<String, Array> x = Map.of("kb", Array.of(new float[2][2]), "ka", Array.of(new float[2][3]));
    try (Model model = named()) {
      assertThat(model.predict(x).keySet()).containsExactly("q", "p");
      assertThat(SignatureInfo.of(model).inputs().keySet()).containsExactly("ka", "kb");
      model.compile(
          Compile.with(new SGD(0.1))
              .loss("q", new MeanSquaredError())
              .loss("p", new MeanAbsoluteError(), 0.5));
      Map<String, Array> y = Map.of("q", Array.of(new float[2][1]), "p", Array.of(new float[2][2]));
      assertThat(model.fit(x, y, TWO).keys()).contains("q_loss", "p_loss");
      assertThatThrownBy(() -> model.fit(x, x, TWO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the model has the outputs [p, q], but arrays were given for [ka, kb]");
      assertThatThrownBy(() -> model.predict(Map.of("a", x.get("ka"), "b", x.get("kb"))))
          .hasMessage("the model has the inputs [ka, kb], but arrays were given for [a, b]");
    }
  }

  @Test
  void oneValueMayHaveSeveralNames() {
    Tensor x = Input.shape(2).name("x");
    Tensor y = new Dense(1).apply(x);
    try (Model model = Model.of(Map.of("x", x), Map.of("u", y, "v", y))) {
      Map<String, Array> found = model.predict(Map.of("x", Array.of(new float[3][2])));
      assertThat(found.get("u")).isEqualTo(found.get("v"));
    }
  }

  @Test
  void whatIsFurtherInsideIsCalledByTheWayToIt() {
    Structure<Integer> pair = Structure.listOf(List.of(7, 8));
    Structure<Integer> whole =
        Structure.named(
            Map.of("z", Structure.one(9), "a", Structure.list(List.of(Structure.one(6), pair))));
    assertThat(whole.leaves()).containsExactly(6, 7, 8, 9);
    assertThat(whole.names(i -> "n" + i)).containsExactly("a/n6", "a/1/n7", "a/1/n8", "z");
    assertThat(whole.numbered().leaves()).containsExactly(0, 1, 2, 3);
    assertThat(whole).isEqualTo(whole.map(i -> i)).hasSameHashCodeAs(whole.map(i -> i));
    assertThatThrownBy(() -> Structure.list(List.of())).hasMessageContaining("at least one");
    // Python's order is that of code points, not of UTF-16.
    Map<String, Integer> strange = Map.of("\uD83D\uDE00", 2, "\uFFEE", 1);
    assertThat(Structure.<Integer>namedOf(strange).leaves()).containsExactly(1, 2);
  }

  private static Path file(String name) {
    return KerasFileTest.file("structures/" + name);
  }

  private static JsonNode expected(String name) throws IOException {
    String kind = name.substring(0, name.indexOf('_'));
    return new ObjectMapper().readTree(file(kind + ".json").toFile()).get(name);
  }
}

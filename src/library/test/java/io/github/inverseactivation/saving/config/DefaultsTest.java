package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options that nobody sets have Keras's default: {@code golden/signatures.json} has those. */
class DefaultsTest {
  private static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  /** What None stands for in Keras, where files here say it. */
  private static final Map<String, String> NONE =
      Map.ofEntries(
          entry("activation", "linear"),
          entry("average", "null"),
          entry("data_format", "channels_last"),
          entry("dtype", "float32"));

  /** Options that files hold as they are in force, where Keras's default is None. */
  private static final Set<String> IN_FORCE =
      Set.of(
          "AveragePooling1D.strides", // the window's size
          "AveragePooling2D.strides",
          "AveragePooling3D.strides",
          "MaxPooling1D.strides",
          "MaxPooling2D.strides",
          "MaxPooling3D.strides",
          "Bidirectional.backward_layer"); // the layer, backwards

  static Stream<KerasType> types() {
    return StandardTypes.all().stream().filter(type -> signature(type) != null);
  }

  private static JsonNode signature(KerasType type) {
    if (type.module() == null) {
      return null; // a class of this library
    }
    String family =
        type.module().startsWith("keras.src.applications")
            ? "layers"
            : type.module().replaceFirst("^keras\\.", "");
    JsonNode found = ConstructorsTest.KERAS.path(family).path(type.className());
    return found.isMissingNode() ? null : found;
  }

  @Test
  void nearlyEveryClassIsCompared() {
    assertThat(types().count()).isGreaterThan(220);
    assertThat(StandardTypes.all().stream().filter(type -> signature(type) == null))
        .extracting(KerasType::className)
        .containsExactlyInAnyOrder("InverseActivation", "RandomAffine", "OneCycle");
  }

  @ParameterizedTest
  @MethodSource("types")
  void defaultsAreKerass(KerasType type) {
    Map<String, JsonNode> defaults = new TreeMap<>();
    for (JsonNode parameter : signature(type).get("position")) {
      defaults.put(parameter.get(0).asText(), parameter.get(1)); // null where it is required
    }
    signature(type)
        .get("named")
        .properties()
        .forEach(each -> defaults.put(each.getKey(), each.getValue()));
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    type.prototype().get().options(new ConfigWriter(CODEC, type.className(), config));

    List<String> wrong = new ArrayList<>();
    type.required().forEach(option -> config.remove(Spelling.key(option)));
    for (var option : config.properties()) {
      String key = option.getKey();
      if (IN_FORCE.contains(type.className() + "." + key)
          || key.equals("name") && defaults.get(key).isNull()) { // Keras makes one of the class's
        continue;
      }
      if (!defaults.containsKey(key)) {
        if (Since.notEverywhere(type.className()).contains(key)) {
          continue;
        }
        wrong.add(key + " is no parameter in Keras");
      } else if (defaults.get(key) != null && !same(key, option.getValue(), defaults.get(key))) {
        wrong.add(key + " is " + option.getValue() + ", in Keras " + defaults.get(key));
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static boolean same(String key, JsonNode ours, JsonNode keras) {
    if (keras.isNull()) {
      return ours.isNull()
          || ours.isArray() && ours.isEmpty()
          || ours.asText().equals(NONE.get(key));
    }
    if (ours.isNumber() && keras.isNumber()) {
      return ours.doubleValue() == keras.doubleValue();
    }
    if (ours.isArray() || keras.isArray()) {
      boolean fromZero = keras.isNumber() && ours.size() == 2 && ours.get(0).doubleValue() == 0;
      return sameNumbers(fromZero ? ours.get(1) : ours, keras);
    }
    if (ours.isObject() && keras.isTextual()) {
      return sameObject(ours, keras.asText());
    }
    return ours.isTextual()
        ? ours.asText().equalsIgnoreCase(keras.asText()) // AUC's curve ROC
        : ours.equals(keras);
  }

  /** A number stands for a list of it, and a factor for the range from 0 to it. */
  private static boolean sameNumbers(JsonNode ours, JsonNode keras) {
    int size = Math.max(ours.size(), keras.size());
    for (int i = 0; i < size; i++) {
      JsonNode mine = ours.isArray() ? ours.path(Math.min(i, ours.size() - 1)) : ours;
      JsonNode its = keras.isArray() ? keras.path(i) : keras;
      if (!(mine.isArray() || its.isArray()
          ? sameNumbers(mine, its)
          : mine.isNumber() && mine.doubleValue() == its.doubleValue())) {
        return false;
      }
    }
    return true;
  }

  /** A name such as {@code glorot_uniform} stands for an object. */
  private static boolean sameObject(JsonNode ours, String name) {
    for (Class<?> kind :
        Set.of(
            org.tensorflow.framework.initializers.Initializer.class,
            org.tensorflow.framework.activations.Activation.class)) {
      try {
        JsonNode named = JsonNodeFactory.instance.textNode(name);
        if (CODEC.write(CODEC.read(named, kind)).equals(ours)) {
          return true;
        }
      } catch (IllegalArgumentException e) {
        // a name of the other kind
      }
    }
    return false;
  }
}

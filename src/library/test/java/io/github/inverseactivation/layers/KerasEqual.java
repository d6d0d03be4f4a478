package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares a configuration that was written with the one that Keras wrote. */
final class KerasEqual {
  private KerasEqual() {}

  /** Each key that was written is one of Keras's and has Keras's value. */
  static void assertSubset(JsonNode written, JsonNode keras, String path) {
    if (written.isObject() && keras.isObject()) {
      for (var entry : written.properties()) {
        String key = entry.getKey();
        assertThat(keras.has(key)).as("Keras has " + path + "." + key).isTrue();
        if (key.equals("dtype")) {
          continue; // a plain name where Keras writes a policy object; it reads both
        }
        assertSubset(entry.getValue(), keras.get(key), path + "." + key);
      }
    } else if (written.isNumber() && keras.isNumber()) {
      assertThat(written.doubleValue()).as(path).isEqualTo(keras.doubleValue());
    } else if (written.isNumber() && keras.size() == 2 && keras.get(0).isNumber()) {
      // A number where Keras writes the range that it stands for.
      assertThat(keras.get(0).doubleValue() == -written.doubleValue()).as(path).isTrue();
      assertThat(keras.get(1).doubleValue()).as(path).isEqualTo(written.doubleValue());
    } else if (written.isArray() && keras.isArray()) {
      assertThat(written.size()).as("length of " + path).isEqualTo(keras.size());
      for (int i = 0; i < written.size(); i++) {
        assertSubset(written.get(i), keras.get(i), path + "[" + i + "]");
      }
    } else if (!(keras.path("module").asText().contains("layer_cases") && written.isNull())) {
      assertThat(written).as(path).isEqualTo(keras);
    }
  }
}

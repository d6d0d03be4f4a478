package io.github.inverseactivation.saving.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.operations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what came when, against what each version of Keras has. */
class SinceTest {
  private static final JsonNode OPTIONS = read("options.json");
  private static final JsonNode NAMES = read("names.json");

  private static JsonNode read(String name) {
    try (InputStream in = SinceTest.class.getResourceAsStream("/keras/versions/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static Stream<KerasType> types() {
    return StandardTypes.all().stream().filter(type -> !known(type).isMissingNode());
  }

  private static JsonNode known(KerasType type) {
    String module = String.valueOf(type.module());
    return OPTIONS.path(module.replaceFirst("^keras\\.", "")).path(type.className());
  }

  @ParameterizedTest
  @MethodSource("types")
  void classesAndOptionsCameWhenTheTableSays(KerasType type) {
    KerasVersion first = KerasVersion.of(known(type).get("since").asText());
    assertThat(Since.ofClass(type.className())).isEqualTo(first);
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    KerasConfig codec = new KerasConfig(KerasTypes.standard());
    type.prototype().get().options(new ConfigWriter(codec, type.className(), config));

    List<String> wrong = new ArrayList<>();
    for (var option : config.properties()) {
      JsonNode since = known(type).get("options").get(option.getKey());
      if (since != null) {
        KerasVersion came = KerasVersion.of(since.asText());
        KerasVersion told = Since.ofOption(type.module(), type.className(), option.getKey());
        if ((came.equals(first) ? told.compareTo(first) > 0 : !told.equals(came))) {
          wrong.add(option.getKey() + " came with " + came + ", not " + told);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "math", "nn", "numpy"})
  void operationsCameWhenTheTableSays(String part) {
    OPTIONS
        .get("src.ops." + part)
        .properties()
        .forEach(
            each -> {
              if (part.equals(Operation.module(each.getKey()))) {
                assertThat(Since.ofClass(each.getKey()))
                    .as(each.getKey())
                    .isEqualTo(KerasVersion.of(each.getValue().get("since").asText()));
              }
            });
  }

  @Test
  void activationsCameWhenTheTableSays() {
    List<String> names = new ArrayList<>();
    NAMES.get("activation").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode versions = NAMES.get("activation").get(name).path(name);
      List<KerasVersion> of3 =
          versions
              .valueStream()
              .map(version -> KerasVersion.of(version.asText()))
              .filter(version -> !version.isBefore(3, 0))
              .sorted()
              .toList();
      if (!of3.isEmpty()) {
        assertThat(Since.ofActivation(name)).as(name).isEqualTo(of3.get(0));
      }
    }
  }
}

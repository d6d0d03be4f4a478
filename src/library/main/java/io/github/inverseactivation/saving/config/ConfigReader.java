package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.initializers.Initializer;

/** Hands an object the options that a configuration gives. */
final class ConfigReader implements Options {
  private final ObjectReader objects;
  private final KerasType type;
  private final String place;
  private final JsonNode config;
  private final Set<String> known = new HashSet<>();
  private final List<String> missing = new ArrayList<>();

  ConfigReader(ObjectReader objects, KerasType type, String place, JsonNode config) {
    this.objects = objects;
    this.type = type;
    this.place = place;
    this.config = config;
  }

  /** Checks that required options were there, and that nothing is left that would be needed. */
  void finish() {
    if (!missing.isEmpty()) {
      throw new ConfigException(place + ": " + missing.get(0) + " is missing");
    }
    for (var entry : config.properties()) {
      String key = entry.getKey();
      String value = entry.getValue().toString();
      if (known.contains(key) || Spelling.mayIgnore(key, value)) {
        continue;
      }
      String only = Spelling.inertValue(key);
      throw new ConfigException(
          place
              + ": "
              + (only != null
                  ? key + " must be " + only + ", not " + ObjectReader.excerpt(entry.getValue())
                  : "the option '"
                      + key
                      + "' is unknown; known are "
                      + known.stream().sorted().toList()));
    }
  }

  @Override
  public int integer(String name, int value) {
    JsonNode node = present(name);
    return node == null
        ? value
        : (int) whole(name, single(node), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public Long optionalLong(String name, Long value) {
    JsonNode node = node(name);
    if (node == null || node.isNull()) {
      return node == null ? value : null;
    }
    return whole(name, node, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public double number(String name, double value) {
    JsonNode node = present(name);
    return node == null ? value : real(name, node);
  }

  @Override
  public Double optionalNumber(String name, Double value) {
    JsonNode node = node(name);
    if (node == null || node.isNull()) {
      return node == null ? value : null;
    }
    return real(name, node);
  }

  @Override
  public boolean bool(String name, boolean value) {
    JsonNode node = present(name);
    if (node == null) {
      return value;
    }
    if (!node.isBoolean()) {
      throw bad(name, "true or false", node);
    }
    return node.booleanValue();
  }

  @Override
  public String text(String name, String value) {
    JsonNode node = node(name);
    if (node == null || node.isNull()) {
      return node == null ? value : null;
    }
    if (!node.isTextual()) {
      throw bad(name, "a text", node);
    }
    return node.textValue();
  }

  @Override
  public List<String> texts(String name, List<String> values) {
    JsonNode node = node(name);
    if (node == null || node.isNull()) {
      return node == null ? values : List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node) {
      if (each.isTextual()) {
        texts.add(each.textValue());
      }
    }
    if (!node.isArray() || texts.size() != node.size()) {
      throw bad(name, "a list of texts", node);
    }
    return texts;
  }

  @Override
  public int[] integers(String name, int[] value) {
    JsonNode node = node(name);
    if (node == null || node.isNull()) {
      return node == null ? value : null;
    }
    List<Integer> numbers = new ArrayList<>();
    flatten(name, node, numbers);
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private void flatten(String name, JsonNode node, List<Integer> numbers) {
    if (node.isArray()) {
      node.forEach(element -> flatten(name, element, numbers));
    } else if (node.isNull() && Spelling.unknownIsNull(type.spelledAs(), name)) {
      numbers.add(-1);
    } else {
      numbers.add((int) whole(name, node, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
  }

  @Override
  public double[] numbers(String name, double[] value) {
    JsonNode node = node(name);
    if (node == null || node.isNull()) {
      return node == null ? value : null;
    }
    if (node.path("class_name").asText().equals("__tensor__")) {
      node = node.path("config").path("value");
    }
    if (!node.isArray()) {
      return new double[] {real(name, node)};
    }
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = real(name, node.get(i));
    }
    return numbers;
  }

  @Override
  public <E extends Enum<E>> E choice(String name, E value) {
    JsonNode node = node(name);
    if (node == null) {
      return value;
    }
    E[] constants = value.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      boolean named =
          node.isNull()
              ? isNull(constant)
              : node.isTextual() && spell(constant).equalsIgnoreCase(node.textValue());
      if (named) {
        return constant;
      }
    }
    if (node.isNull()) {
      return value;
    }
    throw bad(name, "one of " + Arrays.stream(constants).map(ConfigReader::spell).toList(), node);
  }

  /** Keras says None for no choice at all. */
  static boolean isNull(Enum<?> constant) {
    return constant.name().equals("NONE");
  }

  static String spell(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public <T> T object(String name, Class<T> kind, T value) {
    JsonNode node = node(name);
    if (node == null) {
      return value;
    }
    if (node.isNull()) {
      return ofNull(kind, value);
    }
    return objects.read(node, kind, place + ": " + Spelling.key(name) + ": ");
  }

  @Override
  public <T> List<T> objects(String name, Class<T> kind, List<? extends T> values) {
    JsonNode node = present(name);
    if (node == null) {
      return List.copyOf(values);
    }
    if (!node.isArray()) {
      throw bad(name, "a list", node);
    }
    List<T> read = new ArrayList<>();
    for (JsonNode element : node) {
      if (element.isNull()) {
        throw bad(name, "a list without null", node);
      }
      read.add(objects.read(element, kind, place + ": " + Spelling.key(name) + ": "));
    }
    return read;
  }

  /** Keras takes no activation for the identity, and no initializer for the default one. */
  private static <T> T ofNull(Class<T> kind, T value) {
    if (kind == Activation.class) {
      return kind.cast(Activations.LINEAR);
    }
    return kind == Initializer.class ? value : null;
  }

  /** The option's value, or null where it is not mentioned. */
  private JsonNode node(String name) {
    String key = Spelling.key(name);
    known.add(key);
    JsonNode node = config.get(key);
    String former = Spelling.formerKey(type.spelledAs(), name);
    if (node == null && former != null) {
      known.add(former);
      node = config.get(former);
    }
    if ((node == null || node.isNull()) && type.required().contains(name)) {
      missing.add(key);
    }
    return node;
  }

  /** The option's value, or null where it is not mentioned or null stands for the default. */
  private JsonNode present(String name) {
    JsonNode node = node(name);
    return node == null || node.isNull() ? null : node;
  }

  private static JsonNode single(JsonNode node) {
    return node.isArray() && node.size() == 1 ? node.get(0) : node;
  }

  private long whole(String name, JsonNode node, long least, long greatest) {
    boolean whole =
        node.isIntegralNumber()
            || node.isNumber() && node.doubleValue() == Math.rint(node.doubleValue());
    if (!whole
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > greatest) {
      throw bad(name, "a whole number from " + least + " to " + greatest, node);
    }
    return node.longValue();
  }

  private double real(String name, JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw bad(name, "a finite number", node);
    }
    return node.doubleValue();
  }

  private ConfigException bad(String name, String expected, JsonNode found) {
    return new ConfigException(
        place
            + ": "
            + Spelling.key(name)
            + " must be "
            + expected
            + ", not "
            + ObjectReader.excerpt(found));
  }
}

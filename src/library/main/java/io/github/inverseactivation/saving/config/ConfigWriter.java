package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.config.Options;
import java.util.List;

/** Writes an object's options into a configuration. */
final class ConfigWriter implements Options {
  private final KerasConfig codec;
  private final String className;
  private final ObjectNode config;

  ConfigWriter(KerasConfig codec, String className, ObjectNode config) {
    this.codec = codec;
    this.className = className;
    this.config = config;
  }

  @Override
  public int integer(String name, int value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public Long optionalLong(String name, Long value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public double number(String name, double value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public Double optionalNumber(String name, Double value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public boolean bool(String name, boolean value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public String text(String name, String value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public List<String> texts(String name, List<String> values) {
    values.forEach(config.putArray(Spelling.key(name))::add);
    return values;
  }

  @Override
  public int[] integers(String name, int[] value) {
    if (value == null) {
      config.putNull(Spelling.key(name));
    } else if (value.length == 1 && Spelling.numberWhenSingle(className, name)) {
      config.put(Spelling.key(name), value[0]);
    } else if (Spelling.inPairs(className, name)) {
      pairs(config.putArray(Spelling.key(name)), value);
    } else {
      boolean nulls = Spelling.unknownIsNull(className, name);
      ArrayNode list = config.putArray(Spelling.key(name));
      for (int each : value) {
        if (nulls && each == -1) {
          list.addNull();
        } else {
          list.add(each);
        }
      }
    }
    return value;
  }

  /**
   * Before and after, for each dimension; fewer than two pairs of numbers are the same for both.
   */
  private static void pairs(ArrayNode list, int[] value) {
    boolean both = value.length < 4;
    for (int i = 0; i < value.length; i += both ? 1 : 2) {
      list.addArray().add(value[i]).add(value[both ? i : i + 1]);
    }
  }

  @Override
  public double[] numbers(String name, double[] value) {
    if (value == null) {
      config.putNull(Spelling.key(name));
    } else if (value.length == 1 && Spelling.numberWhenSingle(className, name)) {
      config.put(Spelling.key(name), value[0]);
    } else {
      ArrayNode list = config.putArray(Spelling.key(name));
      for (double number : value) {
        list.add(number);
      }
    }
    return value;
  }

  @Override
  public <E extends Enum<E>> E choice(String name, E value) {
    config.put(Spelling.key(name), ConfigReader.isNull(value) ? null : ConfigReader.spell(value));
    return value;
  }

  @Override
  public <T> T object(String name, Class<T> kind, T value) {
    config.set(Spelling.key(name), codec.write(value));
    return value;
  }

  @Override
  public <T> List<T> objects(String name, Class<T> kind, List<? extends T> values) {
    ArrayNode list = config.putArray(Spelling.key(name));
    values.forEach(value -> list.add(codec.write(value)));
    return List.copyOf(values);
  }
}

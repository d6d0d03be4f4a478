package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.config.Options;

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
    if (value || !Spelling.leftOutWhenFalse(className, name)) {
      config.put(Spelling.key(name), value);
    }
    return value;
  }

  @Override
  public String text(String name, String value) {
    config.put(Spelling.key(name), value);
    return value;
  }

  @Override
  public int[] integers(String name, int[] value) {
    if (value == null) {
      config.putNull(Spelling.key(name));
    } else if (value.length == 1 && Spelling.numberWhenSingle(className, name)) {
      config.put(Spelling.key(name), value[0]);
    } else {
      boolean pairs = Spelling.inPairs(className, name) && value.length % 2 == 0;
      boolean nulls = Spelling.unknownIsNull(className, name);
      ArrayNode list = config.putArray(Spelling.key(name));
      ArrayNode pair = list;
      for (int i = 0; i < value.length; i++) {
        pair = pairs && i % 2 == 0 ? list.addArray() : pair;
        if (nulls && value[i] == -1) {
          pair.addNull();
        } else {
          pair.add(value[i]);
        }
      }
    }
    return value;
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
    config.put(Spelling.key(name), ConfigReader.spell(value));
    return value;
  }

  @Override
  public <T> T object(String name, Class<T> kind, T value) {
    config.set(Spelling.key(name), codec.write(value));
    return value;
  }
}

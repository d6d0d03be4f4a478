package io.github.inverseactivation.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Options as a map of Java values: keeps what is shown to it, hands back what it was given. */
public final class MapOptions implements Options {

  private final Map<String, Object> given;
  private final Map<String, Object> seen = new LinkedHashMap<>();

  private MapOptions(Map<String, ?> given) {
    this.given = new LinkedHashMap<>(given);
  }

  /** The options of an object, in its order. */
  public static Map<String, Object> of(Configurable object) {
    MapOptions options = new MapOptions(Map.of());
    object.options(options);
    return options.seen;
  }

  /** An object of a class in the package of its kind, with the options that a file gives. */
  public static <C extends Configurable> C read(Class<C> kind, String name, JsonNode options) {
    try {
      Class<?> type = Class.forName(kind.getPackageName() + "." + name);
      C object = kind.cast(type.getConstructor().newInstance());
      return apply(object, new ObjectMapper().convertValue(options, new TypeReference<>() {}));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Changes the options that the map mentions. */
  public static <C extends Configurable> C apply(C object, Map<String, ?> values) {
    object.options(new MapOptions(values));
    return object;
  }

  private Object pass(String name, Object value) {
    seen.put(name, value);
    return given.containsKey(name) ? given.get(name) : value;
  }

  /** One number or a list of them. */
  private static DoubleStream numbers(Object value) {
    List<?> list = value instanceof Number ? List.of(value) : (List<?>) value;
    return list.stream().mapToDouble(each -> ((Number) each).doubleValue());
  }

  @Override
  public int integer(String name, int value) {
    return ((Number) pass(name, value)).intValue();
  }

  @Override
  public Long optionalLong(String name, Long value) {
    Number number = (Number) pass(name, value);
    return number == null ? null : (Long) number.longValue();
  }

  @Override
  public double number(String name, double value) {
    return ((Number) pass(name, value)).doubleValue();
  }

  @Override
  public Double optionalNumber(String name, Double value) {
    Number number = (Number) pass(name, value);
    return number == null ? null : (Double) number.doubleValue();
  }

  @Override
  public boolean bool(String name, boolean value) {
    return (Boolean) pass(name, value);
  }

  @Override
  public String text(String name, String value) {
    return (String) pass(name, value);
  }

  @Override
  public List<String> texts(String name, List<String> values) {
    return ((List<?>) pass(name, values)).stream().map(String.class::cast).toList();
  }

  @Override
  public int[] integers(String name, int[] value) {
    Object passed = pass(name, value);
    return passed == null || passed instanceof int[]
        ? (int[]) passed
        : numbers(passed).mapToInt(each -> (int) each).toArray();
  }

  @Override
  public double[] numbers(String name, double[] value) {
    Object passed = pass(name, value);
    return passed == null || passed instanceof double[]
        ? (double[]) passed
        : numbers(passed).toArray();
  }

  @Override
  public <E extends Enum<E>> E choice(String name, E value) {
    return pass(name, value) instanceof String text
        ? Enum.valueOf(value.getDeclaringClass(), text)
        : value.getDeclaringClass().cast(pass(name, value));
  }

  @Override
  public <T> T object(String name, Class<T> kind, T value) {
    return kind.cast(pass(name, value));
  }

  @Override
  public <T> List<T> objects(String name, Class<T> kind, List<? extends T> values) {
    return ((List<?>) pass(name, values)).stream().<T>map(kind::cast).toList();
  }
}

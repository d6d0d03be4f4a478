package io.github.inverseactivation.config;

import java.util.List;

/**
 * A pass over the options of a {@link Configurable}: every method takes an option's Java name and
 * its present value, and returns the value to keep.
 *
 * <p>Names are Java names ({@code kernelSize}); how a file spells them ({@code kernel_size}) is
 * known to that file's codec alone. An option that a file does not mention keeps its value.
 */
public interface Options {

  /**
   * A whole number.
   *
   * @param name the option's Java name
   * @param value its present value
   * @return the value to keep
   */
  int integer(String name, int value);

  /**
   * A whole number that may be absent.
   *
   * @param name the option's Java name
   * @param value its present value, or null
   * @return the value to keep, or null
   */
  Long optionalLong(String name, Long value);

  /**
   * A real number.
   *
   * @param name the option's Java name
   * @param value its present value
   * @return the value to keep
   */
  double number(String name, double value);

  /**
   * A real number that may be absent.
   *
   * @param name the option's Java name
   * @param value its present value, or null
   * @return the value to keep, or null
   */
  Double optionalNumber(String name, Double value);

  /**
   * A truth value.
   *
   * @param name the option's Java name
   * @param value its present value
   * @return the value to keep
   */
  boolean bool(String name, boolean value);

  /**
   * A text that may be absent.
   *
   * @param name the option's Java name
   * @param value its present value, or null
   * @return the value to keep, or null
   */
  String text(String name, String value);

  /**
   * A list of texts.
   *
   * @param name the option's Java name
   * @param values the present ones
   * @return the texts to keep; those of a file that has null are none
   */
  List<String> texts(String name, List<String> values);

  /**
   * Whole numbers, such as the sizes of a kernel. A file that holds one number where several are
   * meant yields an array of length one.
   *
   * @param name the option's Java name
   * @param value its present value, or null
   * @return the value to keep, or null
   */
  int[] integers(String name, int[] value);

  /**
   * Real numbers. A file that holds one number yields an array of length one.
   *
   * @param name the option's Java name
   * @param value its present value, or null
   * @return the value to keep, or null
   */
  double[] numbers(String name, double[] value);

  /**
   * One constant of an enum; its spelling in files is its name in lower case.
   *
   * @param <E> the enum
   * @param name the option's Java name
   * @param value its present value, never null
   * @return the value to keep
   */
  <E extends Enum<E>> E choice(String name, E value);

  /**
   * A nested object, such as an initializer.
   *
   * @param <T> the object's kind
   * @param name the option's Java name
   * @param kind the interface or class that says which kind of object it is
   * @param value its present value, or null
   * @return the value to keep, or null
   */
  <T> T object(String name, Class<T> kind, T value);

  /**
   * A list of nested objects, such as the cells of a stack.
   *
   * @param <T> the objects' kind
   * @param name the option's Java name
   * @param kind the interface or class that says which kind of objects they are
   * @param values the present ones
   * @return the objects to keep
   */
  <T> List<T> objects(String name, Class<T> kind, List<? extends T> values);
}

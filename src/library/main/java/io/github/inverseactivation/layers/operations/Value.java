package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An argument of an operation, as Python has it: a tensor of the model, a number, a text, nothing,
 * a list of arguments, a part of an index, or an array of constants. Immutable.
 */
public sealed interface Value {
  /** {@code None}, also a new axis in an index. */
  Value NONE = new None();

  /** {@code ...} in an index. */
  Value ELLIPSIS = new Ellipsis();

  /** {@code None}. */
  record None() implements Value {}

  /** {@code ...}. */
  record Ellipsis() implements Value {}

  /**
   * One of the tensors that the operation is applied to.
   *
   * @param index which of them, from 0
   */
  record Input(int index) implements Value {}

  /**
   * A whole number.
   *
   * @param number the number
   */
  record Whole(long number) implements Value {}

  /**
   * A number with a fraction.
   *
   * @param number the number
   */
  record Real(double number) implements Value {}

  /**
   * A truth value.
   *
   * @param truth the value
   */
  record Truth(boolean truth) implements Value {}

  /**
   * A text, such as the name of a type or of a way to pad.
   *
   * @param text the text
   */
  record Text(String text) implements Value {}

  /**
   * A list or tuple.
   *
   * @param values what is in it
   */
  record Sequence(List<Value> values) implements Value {
    /**
     * A copy of a list.
     *
     * @param values what is in it
     */
    public Sequence {
      values = List.copyOf(values);
    }
  }

  /**
   * {@code start:stop:step} in an index.
   *
   * @param start where it begins, a number or {@link #NONE}
   * @param stop where it ends, a number or {@link #NONE}
   * @param step by how much it goes on, a number or {@link #NONE}
   */
  record Slice(Value start, Value stop, Value step) implements Value {}

  /**
   * An array of constants.
   *
   * @param dtype the type of its numbers
   * @param shape its shape
   * @param numbers its numbers, row by row
   */
  record Constant(DType dtype, List<Long> shape, List<Double> numbers) implements Value {
    /**
     * Copies of the lists.
     *
     * @param dtype the type of its numbers
     * @param shape its shape
     * @param numbers its numbers, row by row
     */
    public Constant {
      shape = List.copyOf(shape);
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * A whole number.
   *
   * @param number the number
   * @return the argument
   */
  static Value of(long number) {
    return new Whole(number);
  }

  /**
   * A number with a fraction.
   *
   * @param number the number
   * @return the argument
   */
  static Value of(double number) {
    return new Real(number);
  }

  /**
   * A list of whole numbers.
   *
   * @param numbers the numbers
   * @return the argument
   */
  static Value list(long... numbers) {
    return new Sequence(LongStream.of(numbers).mapToObj(Value::of).toList());
  }

  /**
   * A list of arguments.
   *
   * @param values the arguments
   * @return the argument
   */
  static Value list(List<? extends Value> values) {
    return new Sequence(List.copyOf(values));
  }
}

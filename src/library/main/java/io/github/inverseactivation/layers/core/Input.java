package io.github.inverseactivation.layers.core;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.ndarray.Shape;

/**
 * What a model takes: the shape of one example, the type of its numbers, and the name under which
 * exported files take it.
 *
 * <pre>{@code
 * Input.shape(28, 28, 1)
 * Input.shape(-1, 64).name("steps")   // any number of steps
 * Input.shape(20).dtype(DType.INT32)  // whole numbers, such as those of words
 * }</pre>
 *
 * <p>It computes nothing and has no weights, so it is no layer, but the tensor that the first
 * layers are applied to. Immutable; a named copy is another input.
 *
 * <p>Source: Keras, {@code keras.Input}.
 */
public final class Input extends Tensor {
  private static final AtomicLong MADE = new AtomicLong();

  private final String name;
  private final long number = MADE.getAndIncrement();

  private Input(String name, Shape shape, DType dtype) {
    super(shape, dtype);
    this.name = name;
  }

  /**
   * An input for examples of a shape.
   *
   * @param withoutBatch the sizes of an example's dimensions, at least 1 each, or -1 where a size
   *     is not known
   * @return the input, without a name
   * @throws IllegalArgumentException if a size is 0 or below -1
   */
  public static Input shape(long... withoutBatch) {
    for (long size : withoutBatch) {
      if (size < 1 && size != Shape.UNKNOWN_SIZE) {
        throw new IllegalArgumentException(
            "the sizes of an input are at least 1, or -1 for unknown; found "
                + Arrays.toString(withoutBatch));
      }
    }
    return new Input(null, Shape.of(withoutBatch).prepend(Shape.UNKNOWN_SIZE), DType.FLOAT32);
  }

  /**
   * Names the input. Default: the model chooses.
   *
   * @param name the name under which exported files take it
   * @return a changed copy
   * @throws IllegalArgumentException if the name is blank
   */
  public Input name(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("an input's name has at least one letter");
    }
    return new Input(name, shape(), dtype());
  }

  /**
   * Declares the type of the numbers that go in. Default: {@link DType#FLOAT32}.
   *
   * <p>It is what exported files and files of Keras say that the model takes. Arrays of other types
   * are taken too, and cast to it first, as in Keras: fractions are cut off for an integer type,
   * and all numbers but 0 are true for {@link DType#BOOL}. A network computes in floating-point
   * numbers, in which whole numbers are exact up to 16777216; others are refused.
   *
   * @param dtype the type, of numbers or truth values
   * @return a changed copy
   * @throws IllegalArgumentException if it is STRING: no layer here reads texts
   */
  public Input dtype(DType dtype) {
    Objects.requireNonNull(dtype, "dtype");
    if (dtype == DType.STRING) {
      throw new IllegalArgumentException(
          "an input takes numbers or truth values, not strings: turn texts into numbers first, or"
              + " export the model in Python and open the SavedModel");
    }
    return new Input(name, shape(), dtype);
  }

  /**
   * The name given to this input.
   *
   * @return the name, or null while the model is to choose one
   */
  public String name() {
    return name;
  }

  /**
   * Where this input stands among all that were made: a model names unnamed inputs in this order.
   *
   * @return a number that is greater than those of all inputs made before
   */
  public long number() {
    return number;
  }

  /** The name, where there is one, the shape, and a type that is not FLOAT32. */
  @Override
  public String toString() {
    String type = dtype() == DType.FLOAT32 ? "" : " " + dtype();
    return "Input" + (name == null ? "" : " '" + name + "'") + " " + shape() + type;
  }
}

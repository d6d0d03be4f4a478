package io.github.inverseactivation.layers.core;

import java.util.Arrays;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * What a model takes: the shape of one example, and the name under which exported files take it.
 *
 * <pre>{@code
 * Input.shape(28, 28, 1)
 * Input.shape(-1, 64).name("steps")   // any number of steps
 * }</pre>
 *
 * <p>It computes nothing and has no weights, so it is no layer. Immutable.
 *
 * <p>Source: Keras, {@code keras.Input}.
 */
public final class Input {
  private final String name;
  private final Shape shape;

  private Input(String name, Shape shape) {
    this.name = name;
    this.shape = shape;
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
    return new Input(null, Shape.of(withoutBatch).prepend(Shape.UNKNOWN_SIZE));
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
    return new Input(name, shape);
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
   * The shape of a batch.
   *
   * @return the shape, first the batch dimension, which is unknown (-1)
   */
  public Shape shape() {
    return shape;
  }

  /** The name, where there is one, and the shape. */
  @Override
  public String toString() {
    return "Input" + (name == null ? "" : " '" + name + "'") + " " + shape;
  }
}

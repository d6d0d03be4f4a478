package io.github.inverseactivation.optimizers;

import org.tensorflow.ndarray.Shape;

/**
 * A variable that an optimizer keeps beside each trainable weight, of the weight's type.
 *
 * @param name its name, as Keras's files spell it, such as {@code momentum}
 * @param initialValue what each of its elements starts from
 * @param form how its shape follows from the weight's
 * @param startsAsWeight whether it is a copy of the weight before the first step, and has no other
 *     initial value
 */
public record Slot(String name, double initialValue, Form form, boolean startsAsWeight) {

  /** How a slot's shape follows from its weight's. */
  public enum Form {
    /** The same shape. */
    WEIGHT,
    /** Without the last dimension; a scalar for weights of fewer than two. */
    ROWS,
    /** Without the last dimension but one; a scalar for weights of fewer than two. */
    COLUMNS
  }

  /**
   * A slot of its weight's shape.
   *
   * @param name its name
   * @param initialValue what each of its elements starts from
   */
  public Slot(String name, double initialValue) {
    this(name, initialValue, Form.WEIGHT);
  }

  /**
   * A slot of another shape.
   *
   * @param name its name
   * @param initialValue what each of its elements starts from
   * @param form how its shape follows from the weight's
   */
  public Slot(String name, double initialValue, Form form) {
    this(name, initialValue, form, false);
  }

  /**
   * A slot that is a copy of its weight before the first step.
   *
   * @param name its name
   * @return the slot
   */
  public static Slot ofWeight(String name) {
    return new Slot(name, 0, Form.WEIGHT, true);
  }

  /**
   * The slot's shape beside a weight.
   *
   * @param weight the weight's shape
   * @return the slot's
   */
  public Shape shape(Shape weight) {
    int rank = weight.numDimensions();
    if (form == Form.WEIGHT) {
      return weight;
    }
    if (rank < 2) {
      return Shape.scalar();
    }
    return form == Form.ROWS
        ? weight.take(rank - 1)
        : weight.take(rank - 2).append(weight.get(rank - 1));
  }
}

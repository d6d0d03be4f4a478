package io.github.inverseactivation.optimizers;

import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A weight and the gradient it is to follow.
 *
 * @param <T> the weight's type
 * @param path the weight's path, such as {@code dense/kernel}, for messages
 * @param variable the weight's resource handle
 * @param gradient the loss's gradient with respect to it, dense and of its shape
 * @param slots the resource handles of the optimizer's {@link Optimizer#slots} for this weight and
 *     of its {@link Optimizer#scalars}, by name
 * @param dtype the weight's type
 */
public record Update<T extends TNumber>(
    String path,
    Operand<? extends TType> variable,
    Operand<T> gradient,
    Map<String, Operand<? extends TType>> slots,
    Class<T> dtype) {

  /**
   * Checks that nothing is missing.
   *
   * @param path the weight's path
   * @param variable the weight's resource handle
   * @param gradient the gradient
   * @param slots the slots' resource handles, by name
   * @param dtype the weight's type
   * @throws IllegalArgumentException if there is no gradient
   */
  public Update {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(variable, "variable");
    Objects.requireNonNull(dtype, "dtype");
    slots = Map.copyOf(slots);
    if (gradient == null) {
      throw new IllegalArgumentException(
          "weight '"
              + path
              + "' has no gradient; expected a loss that depends on it. Make its layer part of the"
              + " path to the loss, or not trainable");
    }
  }

  /**
   * Whether there is a slot or scalar of that name.
   *
   * @param name the name
   * @return true if {@link #slot} has one
   */
  public boolean has(String name) {
    return slots.containsKey(name);
  }

  /**
   * The resource handle of a slot.
   *
   * @param name the slot's name
   * @return the handle
   * @throws IllegalArgumentException if the slot is missing
   */
  public Operand<? extends TType> slot(String name) {
    Operand<? extends TType> handle = slots.get(name);
    if (handle == null) {
      throw new IllegalArgumentException(
          "weight '"
              + path
              + "' has slots "
              + slots.keySet()
              + "; expected one named '"
              + name
              + "'. Create a variable for each of the optimizer's slots() and scalars()");
    }
    return handle;
  }

  /** The same update with another gradient. */
  Update<T> gradient(Operand<T> gradient) {
    return new Update<>(path, variable, gradient, slots, dtype);
  }
}

package io.github.inverseactivation.optimizers;

/**
 * A variable that an optimizer keeps beside each trainable weight, of the weight's shape and type.
 *
 * @param name its name, as Keras's files spell it, such as {@code momentum}
 * @param initialValue what each of its elements starts from
 */
public record Slot(String name, double initialValue) {}

package io.github.inverseactivation.layers.operations;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation as Keras's files hold it: its class, the options it is made with, and what it is
 * called with. Immutable.
 *
 * @param module the part of {@code keras.ops} that Keras has it in: {@code numpy}, {@code nn}
 * @param className Keras's class, such as {@code Mean}
 * @param options the options it is made with, by name
 * @param arguments what it is called with, in order
 * @param named what it is called with by name
 */
public record OperationCall(
    String module,
    String className,
    Map<String, Value> options,
    List<Value> arguments,
    Map<String, Value> named) {

  /**
   * Copies of the maps and the list.
   *
   * @param module the part of {@code keras.ops}
   * @param className Keras's class
   * @param options the options it is made with
   * @param arguments what it is called with, in order
   * @param named what it is called with by name
   */
  public OperationCall {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    arguments = List.copyOf(arguments);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }
}

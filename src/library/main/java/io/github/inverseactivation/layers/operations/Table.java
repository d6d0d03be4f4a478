package io.github.inverseactivation.layers.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of operations, as the families give them. */
final class Table {

  /**
   * One operation of Keras.
   *
   * @param module the part of {@code keras.ops} that it is in
   * @param signature its parameters
   * @param rule what TensorFlow computes
   */
  record Row(String module, Signature signature, Rule rule) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private String module = "numpy";

  /** Says where the rows that follow are in Keras. */
  Table module(String name) {
    module = name;
    return this;
  }

  /**
   * An operation of one result.
   *
   * @param className Keras's name of its class
   * @param signature the parameters of its call, and after a bar those of its constructor
   */
  Table add(String className, String signature, Rule.Single rule) {
    return addAll(className, signature, (e, a) -> List.of(rule.emit(e, a)));
  }

  /** An operation of several results, or of any number. */
  Table addAll(String className, String signature, Rule rule) {
    if (rows.put(className, new Row(module, Signature.parse(signature), rule)) != null) {
      throw new IllegalStateException(className + " is there twice");
    }
    return this;
  }

  Map<String, Row> rows() {
    return rows;
  }
}

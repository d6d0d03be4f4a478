package io.github.inverseactivation.layers.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of an operation of Keras: those that it is called with, and the options that it is
 * made with, each in Python's order and with Python's default.
 *
 * @param called the parameters of the call
 * @param options the parameters of the constructor
 */
record Signature(List<Parameter> called, List<Parameter> options) {

  /**
   * A parameter.
   *
   * @param name its name in Python
   * @param initial its default; null if it has to be given
   * @param rest whether it takes all further arguments
   */
  record Parameter(String name, Value initial, boolean rest) {}

  /** Reads {@code "x1, x2=None | axis=-1, keepdims=False"}: the call's, then the options. */
  static Signature parse(String text) {
    String[] parts = text.split("\\|", -1);
    return new Signature(parameters(parts[0]), parts.length > 1 ? parameters(parts[1]) : List.of());
  }

  private static List<Parameter> parameters(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String each : text.split(",")) {
      if (!each.isBlank()) {
        String[] sides = each.strip().split("=", 2);
        boolean rest = sides[0].startsWith("*");
        parameters.add(
            new Parameter(
                rest ? sides[0].substring(1) : sides[0],
                sides.length > 1 ? literal(sides[1]) : null,
                rest));
      }
    }
    return List.copyOf(parameters);
  }

  private static Value literal(String text) {
    return switch (text) {
      case "None" -> Value.NONE;
      case "True" -> new Value.Truth(true);
      case "False" -> new Value.Truth(false);
      default ->
          text.startsWith("'")
              ? new Value.Text(text.substring(1, text.length() - 1))
              : text.matches("-?\\d+")
                  ? Value.of(Long.parseLong(text))
                  : Value.of(Double.parseDouble(text));
    };
  }

  /**
   * Gives each parameter its argument.
   *
   * @throws IllegalArgumentException if an argument has no parameter, or a parameter no argument
   */
  Map<String, Value> bind(OperationCall call) {
    Map<String, Value> bound = new LinkedHashMap<>();
    List<Value> rest = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Parameter parameter = called.isEmpty() ? null : called.get(Math.min(i, called.size() - 1));
      if (parameter == null || i >= called.size() && !parameter.rest()) {
        throw new IllegalArgumentException(
            "is called with "
                + call.arguments().size()
                + " arguments, expected at most "
                + called.size());
      }
      if (parameter.rest()) {
        rest.add(call.arguments().get(i));
      } else {
        bound.put(parameter.name(), call.arguments().get(i));
      }
    }
    called.stream().filter(Parameter::rest).forEach(p -> bound.put(p.name(), Value.list(rest)));
    named(call.named(), called, bound, "is called with the argument");
    named(call.options(), options, bound, "has the option");
    Map<String, Parameter> all = new HashMap<>();
    called.forEach(parameter -> all.put(parameter.name(), parameter));
    options.forEach(parameter -> all.put(parameter.name(), parameter));
    all.forEach(
        (name, parameter) -> {
          if (!bound.containsKey(name)) {
            if (parameter.initial() == null) {
              throw new IllegalArgumentException("lacks its argument '" + name + "'");
            }
            bound.put(name, parameter.initial());
          }
        });
    return bound;
  }

  private static void named(
      Map<String, Value> given, List<Parameter> known, Map<String, Value> bound, String what) {
    Set<String> names = new LinkedHashSet<>();
    known.stream().filter(parameter -> !parameter.rest()).forEach(p -> names.add(p.name()));
    given.forEach(
        (name, value) -> {
          if (!names.contains(name)) {
            throw new IllegalArgumentException(
                what + " '" + name + "', which is not known; it has " + names);
          }
          if (bound.containsKey(name)) {
            throw new IllegalArgumentException("is given the argument '" + name + "' twice");
          }
          bound.put(name, value);
        });
  }
}

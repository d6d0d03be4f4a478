package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;

/**
 * How a node names one of its inputs: {@code node}, {@code node:1}, {@code node:output:1} within
 * functions, or {@code ^node} for "after that node".
 *
 * @param node the node, or an argument of the function
 * @param output the name of the output, empty when it is not given
 * @param index the position, -1 when it is not given
 * @param control whether it only orders the two
 */
record InputName(String node, String output, int index, boolean control) {
  static InputName parse(String text, String place) {
    if (text.startsWith("^")) {
      return new InputName(text.substring(1), "", -1, true);
    }
    String[] parts = text.split(":", -1);
    if (parts.length > 3 || parts[0].isEmpty()) {
      throw new FormatException(place + " has the input '" + text + "', which names nothing");
    }
    if (parts.length == 1) {
      return new InputName(parts[0], "", -1, false);
    }
    String last = parts[parts.length - 1];
    boolean number = last.matches("\\d{1,9}");
    if (parts.length == 3 && !number) {
      throw new FormatException(place + " has the input '" + text + "', which names nothing");
    }
    String output = parts.length == 3 || !number ? parts[1] : "";
    return new InputName(parts[0], output, number ? Integer.parseInt(last) : -1, false);
  }
}

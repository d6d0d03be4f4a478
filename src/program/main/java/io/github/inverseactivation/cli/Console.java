package io.github.inverseactivation.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** Where results and remarks go. */
record Console(PrintStream out, PrintStream err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An empty JSON object. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Sets a number, or null where it is none: JSON knows neither NaN nor infinity. */
  static void put(ObjectNode object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    } else {
      object.putNull(name);
    }
  }

  /** Prints an object on one line of standard output. */
  void print(ObjectNode object) {
    try {
      out.println(JSON.writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e); // a tree of nodes can always be written
    }
  }

  /** Tells the person at the terminal something beside the result. */
  void remark(String text) {
    err.println(text);
  }

  void error(String message) {
    err.println("error: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}

package io.github.inverseactivation.saving.savedmodel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * The table of operations and what a file from strangers may do with each, {@code operations.txt}.
 */
final class AllowedOperations {
  /** Where an operation may stand. */
  enum Permission {
    ALWAYS,
    RESTORE,
    SAVE,
    INITIALISE,
    NEVER
  }

  /**
   * What the table says of one operation.
   *
   * @param permission where it may stand
   * @param reason why it may not stand elsewhere, as the end of a sentence that begins "it"
   * @param rule which values one of its attributes may have, null if any
   */
  private record Entry(Permission permission, String reason, AttributeRule rule) {}

  /**
   * Which values an attribute may have.
   *
   * @param attribute its name
   * @param excluded whether the values are those that it may not have
   * @param values texts, or names of element types in small letters; one that ends with an asterisk
   *     stands for all that begin so
   */
  private record AttributeRule(String attribute, boolean excluded, List<String> values) {
    boolean permits(NodeDef node) {
      var value = node.getAttrMap().get(attribute);
      if (value == null) {
        return true; // The default, which the table's author has seen.
      }
      String text = text(node);
      return excluded != values.stream().anyMatch(pattern -> matches(pattern, text));
    }

    String text(NodeDef node) {
      var value = node.getAttrMap().get(attribute);
      return switch (value.getValueCase()) {
        case S -> value.getS().toStringUtf8();
        case TYPE -> value.getType().name().replace("DT_", "").toLowerCase(Locale.ROOT);
        default -> value.toString();
      };
    }

    private static boolean matches(String pattern, String text) {
      return pattern.endsWith("*")
          ? text.startsWith(pattern.substring(0, pattern.length() - 1))
          : text.equals(pattern);
    }
  }

  private static final Entry UNKNOWN =
      new Entry(Permission.NEVER, "is not in this library's table", null);
  private static final Map<String, Entry> TABLE = read();

  private AllowedOperations() {}

  /** The names that the table has. */
  static Set<String> names() {
    return TABLE.keySet();
  }

  static Permission of(String operation) {
    return TABLE.getOrDefault(operation, UNKNOWN).permission();
  }

  /** Why an operation may not stand everywhere, as the end of a sentence that begins "it". */
  static String reason(String operation) {
    return TABLE.getOrDefault(operation, UNKNOWN).reason();
  }

  /**
   * What is wrong with a node's attribute, such as {@code output_stream 'file://x'}; empty if
   * nothing is.
   */
  static String wrongAttribute(NodeDef node) {
    AttributeRule rule = TABLE.getOrDefault(node.getOp(), UNKNOWN).rule();
    return rule == null || rule.permits(node)
        ? ""
        : rule.attribute() + " '" + rule.text(node) + "'";
  }

  private static Map<String, Entry> read() {
    Map<String, Entry> table = new HashMap<>();
    try (InputStream in = AllowedOperations.class.getResourceAsStream("operations.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Permission permission = Permission.NEVER;
      String reason = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (line.startsWith("[")) {
          int end = line.indexOf(']');
          permission = permission(line.substring(1, end));
          reason = line.substring(end + 1).strip();
          continue;
        }
        for (String word : line.split(" ")) {
          int bracket = word.indexOf('(');
          String name = bracket < 0 ? word : word.substring(0, bracket);
          AttributeRule rule = bracket < 0 ? null : rule(word.substring(bracket));
          if (table.put(name, new Entry(permission, reason, rule)) != null) {
            throw new IllegalStateException("operations.txt has " + name + " twice");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table of operations cannot be read", e);
    }
    return Map.copyOf(table);
  }

  private static Permission permission(String word) {
    return switch (word) {
      case "allow" -> Permission.ALWAYS;
      case "refuse" -> Permission.NEVER;
      default -> Permission.valueOf(word.toUpperCase(Locale.ROOT));
    };
  }

  private static AttributeRule rule(String text) {
    int equals = text.indexOf('=');
    String values = text.substring(equals + 1, text.lastIndexOf(')'));
    boolean excluded = values.startsWith("!");
    return new AttributeRule(
        text.substring(1, equals),
        excluded,
        List.of((excluded ? values.substring(1) : values).split(",", -1)));
  }
}

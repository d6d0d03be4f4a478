package io.github.inverseactivation.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes the structure of a JSON document: types, numbers, keys, order, depth. */
final class JsonMutator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLACEHOLDER = "\"<placeholder>\"";
  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "-1",
    "0",
    "1",
    "2",
    "7",
    "2147483647",
    "2147483648",
    "1e300",
    "1e999",
    "-0.5",
    "9223372036854775808",
    "\"\"",
    "\"x\"",
    "\"relu\"",
    "\"../x\"",
    "\"a/b\"",
    "[]",
    "{}",
    "[null]",
    "[2147483647,2147483647]",
    "[[[]]]",
    "{\"class_name\":\"Dense\",\"config\":{}}"
  };

  private final byte[] document;

  JsonMutator(byte[] document) {
    this.document = document;
  }

  /** A document with one to three changes, one of which may be in its text alone. */
  byte[] mutate(Random random) {
    try {
      JsonNode root = JSON.readTree(document);
      for (int change = random.nextInt(3); change >= 0; change--) {
        change(root, random);
      }
      String text = root.toString().replace(PLACEHOLDER, text(random));
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void change(JsonNode root, Random random) throws IOException {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode other = containers.get(random.nextInt(containers.size()));
    if (container.isEmpty()) {
      return;
    }
    int at = random.nextInt(container.size());
    if (container instanceof ArrayNode array) {
      change(array, at, other, random);
    } else {
      change((ObjectNode) container, at, other, random);
    }
  }

  private static void change(ArrayNode array, int at, JsonNode other, Random random)
      throws IOException {
    int second = random.nextInt(array.size());
    switch (random.nextInt(6)) {
      case 0 -> array.remove(at);
      case 1 -> array.add(array.get(at).deepCopy());
      case 2 -> {
        JsonNode first = array.get(at);
        array.set(at, array.get(second));
        array.set(second, first);
      }
      case 3 -> array.set(at, other.deepCopy());
      default -> array.set(at, value(array.get(at), random));
    }
  }

  private static void change(ObjectNode object, int at, JsonNode other, Random random)
      throws IOException {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(at);
    switch (random.nextInt(7)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "_", object.get(name).deepCopy());
      case 2 -> {
        Collections.shuffle(names, random);
        object.set(name, object.get(names.get(0)).deepCopy());
      }
      case 3 -> object.set(name, other.deepCopy());
      default -> object.set(name, value(object.get(name), random));
    }
  }

  private static JsonNode value(JsonNode old, Random random) throws IOException {
    if (old instanceof NumericNode && random.nextBoolean()) {
      double number = old.doubleValue();
      double[] near = {number + 1, number - 1, -number, number * 1000, number / 3};
      double next = near[random.nextInt(near.length)];
      return next == (long) next ? LongNode.valueOf((long) next) : DoubleNode.valueOf(next);
    }
    int choice = random.nextInt(VALUES.length + 1);
    return JSON.readTree(choice == VALUES.length ? PLACEHOLDER : VALUES[choice]);
  }

  /** What no tree can hold: the same key twice, depth, numbers without an end. */
  private static String text(Random random) {
    int many = 1 << random.nextInt(17);
    return switch (random.nextInt(4)) {
      case 0 -> "{\"name\":1,\"name\":2}";
      case 1 -> "[".repeat(many) + "]".repeat(many);
      case 2 -> "{\"config\":".repeat(many) + "1" + "}".repeat(many);
      default -> "1" + "0".repeat(many);
    };
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}

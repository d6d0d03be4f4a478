package io.github.inverseactivation.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.Shape;

/** One case of a file that Python Keras computed. */
public final class Golden {
  private final JsonNode node;

  private Golden(JsonNode node) {
    this.node = node;
  }

  public static List<Golden> cases(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(in, file));
      return StreamSupport.stream(root.spliterator(), false).map(Golden::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String field) {
    return node.required(field).asText();
  }

  public double[] numbers(String field) {
    return StreamSupport.stream(node.required(field).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  public long[] longs(String field) {
    return StreamSupport.stream(node.required(field).spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .toArray();
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** The field "shape". */
  public Shape shape() {
    return Shape.of(longs("shape"));
  }

  /** The name and the shape. */
  @Override
  public String toString() {
    return text("name") + " " + node.required("shape");
  }

  /** The largest |found - expected| / (1 + |expected|); infinite if the lengths differ. */
  public static double distance(double[] found, double[] expected) {
    double largest = found.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(found.length, expected.length); i++) {
      double each = Math.abs(found[i] - expected[i]) / (1 + Math.abs(expected[i]));
      largest = Double.isNaN(each) ? Double.POSITIVE_INFINITY : Math.max(largest, each);
    }
    return largest;
  }
}

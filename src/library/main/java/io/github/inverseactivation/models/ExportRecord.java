package io.github.inverseactivation.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a SavedModel cannot say about itself: which layers it was made of, what they cost, and
 * whether it puts out logits. {@link Model#export} leaves it in {@code
 * assets.extra/inverse_activation.json}, a place that TensorFlow keeps for such things and does not
 * read.
 *
 * @param summary the layers, parameters and multiply-accumulates
 * @param logits whether the outputs are logits, by the loss the model was compiled with; empty if
 *     it was not compiled, or with a loss that has no logits
 */
public record ExportRecord(Summary summary, Optional<Boolean> logits) {
  static final String FILE = "inverse_activation.json";
  private static final String FOLDER = "assets.extra";
  private static final int VERSION = 1;
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_LAYERS = 100_000;
  private static final int MAX_RANK = 32;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxDocumentLength(MAX_BYTES)
                          .maxStringLength(4096)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads what {@link Model#export} left.
   *
   * @param savedModel the folder of a SavedModel
   * @return the record; empty if the model comes from elsewhere and has none
   * @throws FormatException if the file is there, but damaged, larger than 16 MB or of another
   *     version
   * @throws IOException if it cannot be read
   */
  public static Optional<ExportRecord> read(Path savedModel) throws IOException {
    Path file = savedModel.resolve(FOLDER).resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new FormatException(file + ": more than " + MAX_BYTES + " bytes, the limit");
    }
    try {
      return Optional.of(new Reader(file).read(JSON.readTree(bytes)));
    } catch (JsonProcessingException e) {
      throw new FormatException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  byte[] toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("name", summary.name());
    ArrayNode layers = root.putArray("layers");
    for (Summary.Row row : summary.layers()) {
      ObjectNode layer = layers.addObject();
      layer.put("name", row.name());
      layer.put("type", row.type());
      row.outputShape().forEach(layer.withArray("outputShape")::add);
      layer.put("parameters", row.parameters());
      layer.put("macs", row.macs());
      row.connectedTo().forEach(layer.withArray("connectedTo")::add);
    }
    root.put("parameters", summary.parameters());
    root.put("trainable", summary.trainable());
    root.put("macs", summary.macs());
    logits.ifPresentOrElse(known -> root.put("logits", known), () -> root.putNull("logits"));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e); // a tree of nodes can always be written
    }
  }

  /** Takes a document apart that may have been made to do harm. */
  private record Reader(Path file) {

    ExportRecord read(JsonNode root) {
      if (count(root, "version") != VERSION) {
        throw wrong("version", String.valueOf(VERSION), root.get("version"));
      }
      JsonNode layers = root.get("layers");
      if (layers == null || !layers.isArray() || layers.size() > MAX_LAYERS) {
        throw wrong("layers", "a list of at most " + MAX_LAYERS, layers);
      }
      List<Summary.Row> rows = new ArrayList<>();
      for (JsonNode layer : layers) {
        rows.add(
            new Summary.Row(
                text(layer, "name"),
                text(layer, "type"),
                shape(layer),
                count(layer, "parameters"),
                count(layer, "macs"),
                connections(layer)));
      }
      Summary summary =
          new Summary(
              text(root, "name"),
              List.copyOf(rows),
              count(root, "parameters"),
              count(root, "trainable"),
              count(root, "macs"));
      JsonNode logits = root.get("logits");
      if (logits == null || !logits.isNull() && !logits.isBoolean()) {
        throw wrong("logits", "true, false or null", logits);
      }
      return new ExportRecord(
          summary, logits.isNull() ? Optional.empty() : Optional.of(logits.booleanValue()));
    }

    /** What a layer takes; files of chains, and of earlier versions, do not say. */
    private List<String> connections(JsonNode layer) {
      JsonNode connections = layer.path("connectedTo");
      if (!connections.isMissingNode() && !connections.isArray()) {
        throw wrong("connectedTo", "a list of texts", connections);
      }
      List<String> found = new ArrayList<>();
      connections.forEach(each -> found.add(text(each)));
      return List.copyOf(found);
    }

    private String text(JsonNode value) {
      if (!value.isTextual() || value.textValue().chars().anyMatch(Character::isISOControl)) {
        throw wrong("connectedTo", "texts without control characters", value);
      }
      return value.textValue();
    }

    private List<Long> shape(JsonNode layer) {
      JsonNode shape = layer.get("outputShape");
      if (shape == null || !shape.isArray() || shape.size() > MAX_RANK) {
        throw wrong("outputShape", "a list of sizes", shape);
      }
      List<Long> sizes = new ArrayList<>();
      for (JsonNode size : shape) {
        if (!size.canConvertToLong() || !size.isIntegralNumber() || size.longValue() < -1) {
          throw wrong("outputShape", "sizes of at least -1", size);
        }
        sizes.add(size.longValue());
      }
      return List.copyOf(sizes);
    }

    /** A text that cannot steer a terminal. */
    private String text(JsonNode object, String name) {
      JsonNode value = object.get(name);
      if (value == null
          || !value.isTextual()
          || value.textValue().chars().anyMatch(Character::isISOControl)) {
        throw wrong(name, "a text without control characters", value);
      }
      return value.textValue();
    }

    private long count(JsonNode object, String name) {
      JsonNode value = object.get(name);
      if (value == null
          || !value.isIntegralNumber()
          || !value.canConvertToLong()
          || value.longValue() < 0) {
        throw wrong(name, "a whole number of at least 0", value);
      }
      return value.longValue();
    }

    private FormatException wrong(String name, String expected, JsonNode found) {
      String shown = found == null ? "nothing" : found.toString();
      if (shown.length() > 60) {
        shown = shown.substring(0, 60) + "...";
      }
      return new FormatException(
          file + ": " + name + ": expected " + expected + ", found " + shown);
    }
  }
}

package io.github.inverseactivation.layers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.attention.CausalAttention;
import io.github.inverseactivation.layers.attention.ReturnsAttentionScores;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.Shape;

/**
 * A case that Python Keras computed: see {@code golden/make_layers.py}. New {@code layers_*.json}
 * files beside it are found by themselves.
 */
record GoldenLayer(
    String name,
    JsonNode config,
    boolean training,
    Map<String, Array> weights,
    List<Array> x,
    List<Array> masks,
    List<Array> y,
    List<Array> outputMasks,
    List<Array> g,
    List<Array> dx,
    Map<String, Array> gradients,
    Array loss,
    Map<String, Array> updated,
    JsonNode call) {

  static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  static List<GoldenLayer> all() {
    List<GoldenLayer> cases = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "layers_*.json")) {
      for (Path file : files) {
        new ObjectMapper().readTree(file.toFile()).forEach(node -> cases.add(read(node)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static Path folder() {
    try {
      return Path.of(GoldenLayer.class.getResource("/golden").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  Layer layer() {
    Layer layer = CODEC.readLayer(config);
    if (call.path("use_causal_mask").asBoolean()) {
      layer = ((CausalAttention) layer).useCausalMask(true);
    }
    if (call.path("return_attention_scores").asBoolean()) {
      layer = ((ReturnsAttentionScores) layer).returnAttentionScores(true);
    }
    return layer;
  }

  /** The layer in a graph. */
  LayerRun run(boolean inTraining) {
    return run(layer(), inTraining);
  }

  /** A layer in a graph, with this case's inputs and masks. */
  LayerRun run(Layer layer, boolean inTraining) {
    List<Shape> shapes = new ArrayList<>();
    masks.forEach(mask -> shapes.add(mask == null ? null : unknownBatch(mask)));
    return new LayerRun(layer, inputShapes(), shapes, inTraining);
  }

  /** The inputs and after them the masks that there are. */
  List<Array> fed() {
    List<Array> fed = new ArrayList<>(x);
    masks.stream().filter(Objects::nonNull).forEach(fed::add);
    return fed;
  }

  /** The inputs' shapes with an unknown batch. */
  List<Shape> inputShapes() {
    return x.stream().map(GoldenLayer::unknownBatch).toList();
  }

  private static Shape unknownBatch(Array array) {
    return Shape.of(array.shape()).tail().prepend(Shape.UNKNOWN_SIZE);
  }

  @Override
  public String toString() {
    return name;
  }

  private static GoldenLayer read(JsonNode node) {
    Map<String, Array> weights = new LinkedHashMap<>();
    node.get("weights").forEach(weight -> weights.put(weight.get("name").asText(), array(weight)));
    return new GoldenLayer(
        node.get("name").asText(),
        node.get("config"),
        node.get("training").asBoolean(),
        weights,
        list(node.get("x")),
        list(node.path("masks")),
        list(node.get("y")),
        list(node.path("output_masks")),
        list(node.get("g")),
        node.get("dx").isNull() ? null : list(node.get("dx")),
        arrays(node.get("gradients")),
        node.has("loss") ? array(node.get("loss")) : null,
        arrays(node.path("updated")),
        node.path("call"));
  }

  /** One array, or a list of them, some of which may be null; empty where there is none. */
  private static List<Array> list(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(each -> each.isNull() ? null : array(each))
            .collect(Collectors.toList())
        : List.of(array(node));
  }

  private static Map<String, Array> arrays(JsonNode node) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    node.properties().forEach(entry -> arrays.put(entry.getKey(), array(entry.getValue())));
    return arrays;
  }

  private static Array array(JsonNode node) {
    JsonNode values = node.get("values");
    float[] elements = new float[values.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = values.get(i).floatValue();
    }
    JsonNode sizes = node.get("shape");
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).longValue();
    }
    return shape.length == 0 ? Array.scalar(DType.FLOAT32, elements) : Array.of(elements, shape);
  }
}

package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.layers.operations.Operation;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.topology.CallOrder;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The configuration of a functional model: its layers, each with its calls and what they take. */
final class FunctionalConfig {
  private final Network network;
  private final ObjectNode model = Json.layer("keras", "Model");
  private final ObjectNode config = (ObjectNode) model.get("config");
  private final ArrayNode layers;
  private final List<TensorPlace> places = new ArrayList<>();
  private final Map<String, String> copies = new HashMap<>();
  private final Set<String> written = new HashSet<>();
  private final Predicate<PlacedLayer> isFunctional;
  private final boolean ordered;
  private final boolean masked;
  private final Set<Integer> takenMasks;

  /**
   * Begins with the inputs.
   *
   * @param isFunctional whether a layer is written as a functional model
   */
  FunctionalConfig(Network network, Predicate<PlacedLayer> isFunctional) {
    this.network = network;
    this.isFunctional = isFunctional;
    this.ordered = !network.isSequential() && !isUsual(network);
    // Python makes operations for masks when it reads a call without further arguments. They would
    // count in the order of the layers, and take names that layers may have. With a mask that is
    // null, it makes none, and finds the masks when it runs the model: the same ones, unless a
    // layer
    // has taken them off by then.
    this.masked = MergedMasks.makesMasks(network);
    this.takenMasks = TakenMasks.in(network);
    config.put("name", network.name()).put("trainable", true);
    layers = config.putArray("layers");
    for (NetworkInput input : network.inputs()) {
      ObjectNode layer = Json.inputLayer(input.name(), input.shape(), input.dtype());
      layer.put("name", input.name()).putArray("inbound_nodes");
      layers.add(layer);
      places.add(new TensorPlace(input.name(), 0, 0));
    }
    Map<String, Integer> calls = new HashMap<>();
    for (Node node : network.nodes()) {
      String name = node.layer().name();
      int call = calls.merge(name, 1, Integer::sum) - 1;
      for (int output = 0; output < node.outputShapes().size(); output++) {
        places.add(new TensorPlace(name, call, output));
      }
    }
  }

  /**
   * Refuses what a version computes otherwise where there are masks.
   *
   * @throws IllegalArgumentException if the network has it
   */
  void requireMasksOf(KerasVersion version) {
    if (masked && version.isBefore(3, 8) && !takenMasks.isEmpty()) {
      throw new IllegalArgumentException(
          "a multi-head attention takes the masks off its inputs since Keras 3.8, and Keras "
              + version
              + " would compute other numbers with the masks of this model: save for 3.8 or later");
    }
    boolean former = version.isBefore(3, 4);
    MergedMasks.mergedOtherwise(network, former)
        .ifPresent(
            layer -> {
              throw new IllegalArgumentException(
                  layer
                      + (former
                          ? " lets a step count that does in one of its inputs, as Keras does since"
                              + " 3.4, and Keras "
                              + version
                              + " would compute other numbers: save for 3.4 or later"
                          : " lets a step count only where it does in all inputs, as Keras did"
                              + " before 3.4, and Keras "
                              + version
                              + " would compute other numbers: export the model instead, or build"
                              + " it anew without needsAllMasks"));
            });
  }

  void add(PlacedLayer placed, ObjectNode layer) {
    layer.put("name", placed.name());
    ArrayNode inbound = layer.putArray("inbound_nodes");
    for (Node node : network.nodes()) {
      if (node.layer() == placed) {
        List<JsonNode> tensors = new ArrayList<>();
        boolean copied =
            masked
                && placed.layer() instanceof MultiHeadAttention attention
                && attention.keepsMasks();
        node.inputs().forEach(value -> tensors.add(copied ? copy(placed, value) : tensor(value)));
        boolean masksLater =
            masked && !ordered && node.inputs().stream().noneMatch(takenMasks::contains);
        ObjectNode call =
            placed.layer() instanceof Operation operation
                ? OperationWriter.call(operation, tensors)
                : CallWriter.write(
                    placed.layer(), layer.path("class_name").asText(), tensors, masksLater);
        CallPhase.write(node.phase(), call);
        inbound.add(call);
      }
    }
    if (ordered) {
      layer.put(FileOrder.KEY, network.layers().indexOf(placed));
    }
    layers.add(layer);
  }

  /**
   * A copy of what goes into an attention, which Python may take the mask off while the tensor
   * keeps its own. Rescaling by 1 computes the same numbers, as another tensor.
   */
  private ObjectNode copy(PlacedLayer attention, int value) {
    String base = attention.name() + "_of_" + network.valueName(value);
    String name = copies.computeIfAbsent(value + " " + attention.name(), key -> unused(base));
    ObjectNode copied = tensor(value);
    if (written.add(name)) {
      ObjectNode layer = Json.layer("keras.layers", "Rescaling");
      ((ObjectNode) layer.get("config"))
          .put("name", name)
          .put("trainable", true)
          .put("dtype", "float32")
          .put("scale", 1.0)
          .put("offset", 0.0);
      layer.put("name", name);
      ObjectNode call = layer.putArray("inbound_nodes").addObject();
      call.putArray("args").add(copied.deepCopy());
      call.putObject("kwargs");
      layers.add(layer);
    }
    ((ObjectNode) copied.get("config")).set("keras_history", new TensorPlace(name, 0, 0).json());
    return copied;
  }

  private String unused(String base) {
    String name = base;
    while (network.layers().stream().map(PlacedLayer::name).anyMatch(name::equals)
        || copies.containsValue(name)) {
      name += "_";
    }
    return name;
  }

  /** Whether the layers stand in the order that their calls alone would give them. */
  private static boolean isUsual(Network network) {
    List<Node> outputs = makers(network, network.outputs());
    return new CallOrder<Node, PlacedLayer>(
            outputs, Node::layer, node -> makers(network, node.inputs()))
        .layers()
        .equals(network.layers());
  }

  /** Whether some layer gives its output a mask. */
  private static List<Node> makers(Network network, List<Integer> values) {
    return values.stream().map(network::producer).filter(Objects::nonNull).toList();
  }

  private ObjectNode tensor(int value) {
    ObjectNode tensor = JsonNodeFactory.instance.objectNode();
    tensor.put("class_name", "__keras_tensor__");
    ObjectNode options = tensor.putObject("config");
    options.set("shape", Json.shape(network.shape(value)));
    options.put("dtype", network.dtype(value).toString());
    options.set("keras_history", places.get(value).json());
    return tensor;
  }

  ObjectNode finish() {
    List<Integer> inputs = IntStream.range(0, network.inputs().size()).boxed().toList();
    config.set("input_layers", ends(network.inputStructure(), inputs));
    config.set("output_layers", ends(network.outputStructure(), network.outputs()));
    return model;
  }

  /** One end in a list stands for itself, since some versions do not unwrap a list of one. */
  private JsonNode ends(Structure<Integer> structure, List<Integer> values) {
    Structure<Integer> ends =
        structure.elements().size() == 1 ? structure.elements().get(0) : structure;
    return Json.structure(ends, place -> end(values.get(place)));
  }

  /** Here, and not in calls, a functional model's own definition counts as its first call. */
  private ArrayNode end(int value) {
    TensorPlace place = places.get(value);
    Node producer = network.producer(value);
    return producer != null && isFunctional.test(producer.layer())
        ? place.call(place.call() + 1).json()
        : place.json();
  }
}

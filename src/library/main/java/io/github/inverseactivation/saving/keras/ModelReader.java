package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.ModelCodec;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a network's topology, and learns where its weights are. */
final class ModelReader implements ModelCodec {

  /**
   * What was read.
   *
   * @param network the topology
   * @param paths the path of each weight in a file
   */
  record Topology(Network network, List<String> paths) {}

  private static final int MAX_LAYERS = 10_000;

  private final KerasConfig codec;
  private final Map<Layer, String> classNames = new IdentityHashMap<>();

  ModelReader(KerasConfig codec) {
    this.codec = codec.models(this);
  }

  Topology read(JsonNode model) {
    Network network = network(codec.plainModels(model));
    return new Topology(
        network,
        WeightPaths.asRead(placed -> classNames.getOrDefault(placed.layer(), "Operation"))
            .of(network));
  }

  private Network network(JsonNode model) {
    Network network = connected(model);
    FormerShapes.check(model, network);
    return network;
  }

  private Network connected(JsonNode model) {
    String className = model.path("class_name").asText();
    int count = model.path("config").path("layers").size();
    if (count > MAX_LAYERS) {
      throw new IllegalArgumentException("the model has " + count + " layers, limit " + MAX_LAYERS);
    }
    KnownKeys.MODEL.check("the model", model);
    boolean own = model.has(KerasConfig.PYTHON_CLASS); // whose configuration may say more
    if (!own && className.equals("Sequential") && model.path("config").isObject()) {
      KnownKeys.SEQUENTIAL.check("the model's config", model.get("config"));
    } else if (!own && isFunctional(className)) {
      KnownKeys.FUNCTIONAL.check("the model's config", model.path("config"));
    }
    if (className.equals("Sequential")) {
      return new SequentialReader(this::layer).read(model);
    }
    if (isFunctional(className)) {
      return new FunctionalReader(this::layer).read(model.path("config"));
    }
    throw new IllegalArgumentException(
        className.isEmpty()
            ? "config.json describes no model: class_name is missing"
            : "the model is of the class '"
                + className
                + "', expected Sequential or Functional: what its code computes is not in the file;"
                + " export the model in Python, model.export(\"folder\"), and open that with"
                + " SavedModel.load"
                + (count == 0
                    ? ""
                    : "; or, if it computes what its layers do, say so with"
                        + " KerasTypes.standard().withModel(\""
                        + model.path("registered_name").asText(className)
                        + "\")"));
  }

  static boolean isFunctional(String className) {
    return className.equals("Functional") || className.equals("Model");
  }

  /** Whether a layer is a model that says itself what goes in. */
  static boolean beginsWithInput(JsonNode node) {
    JsonNode config = node.path("config");
    JsonNode layers = config.isArray() ? config : config.path("layers");
    return layers.path(0).path("class_name").asText().equals("InputLayer");
  }

  /** One layer, which may be a model or a model that stands for a layer. */
  private Layer layer(JsonNode node) {
    return layer(node, Set.of());
  }

  /** A layer with the options that Python gives when it calls it. */
  private Layer layer(JsonNode node, Set<String> callOptions) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("expected a layer, found " + Json.excerpt(node));
    }
    KnownKeys.LAYER.check("layer '" + node.path("config").path("name").asText() + "'", node);
    Layer layer = codec.readLayer(node);
    for (String option : callOptions) {
      layer = CallOptions.set(layer, option);
    }
    String className = node.path(KerasConfig.PYTHON_CLASS).asText(node.path("class_name").asText());
    String plain = className.substring(className.indexOf('>') + 1);
    classNames.put(layer, isFunctional(plain) ? "Functional" : plain);
    return layer;
  }

  @Override
  public Optional<Layer> read(JsonNode node, KerasConfig plain) {
    String className = node.path("class_name").asText();
    if (isFunctional(className)) {
      Optional<Layer> known = InverseActivationModel.read(node, plain);
      return known.isPresent() ? known : Optional.of(nested(node));
    }
    if (className.equals("Sequential")) {
      return Optional.of(nested(node));
    }
    JsonNode normal = InverseActivationClass.normalize(node);
    return normal == node ? Optional.empty() : Optional.of(plain.readLayer(normal));
  }

  private Layer nested(JsonNode node) {
    JsonNode config = node.path("config");
    String name = config.path("name").asText(node.path("name").asText());
    Network network;
    try {
      network = network(node);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model '" + name + "': " + e.getMessage(), e);
    }
    return new NetworkLayer(network, weight -> weight.spec().initializer())
        .name(name.isEmpty() ? network.name() : name)
        .trainable(config.path("trainable").asBoolean(true));
  }

  @Override
  public Optional<ObjectNode> write(Layer layer) {
    return Optional.empty();
  }
}

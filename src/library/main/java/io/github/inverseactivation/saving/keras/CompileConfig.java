package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.losses.BinaryCrossentropy;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.BinaryAccuracy;
import io.github.inverseactivation.metrics.CategoricalAccuracy;
import io.github.inverseactivation.metrics.CategoricalCrossentropy;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.training.Compile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;

/**
 * What a model is compiled with: the optimizer, and for each output loss, weight and metrics. Keras
 * takes them for the only output, in a list for all outputs, or by the outputs' names.
 */
final class CompileConfig {
  /** A metric that Keras makes of a function, with the function's name in its options. */
  static final String WRAPPED_METRIC = "MeanMetricWrapper";

  private final KerasConfig codec;
  private final Network network;
  private final List<String> names;

  CompileConfig(KerasConfig codec, Network network) {
    this.codec = codec;
    this.network = network;
    this.names = network.outputNames();
  }

  ObjectNode write(KerasTraining training) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    Optimizer optimizer = training.settings().optimizer();
    if (optimizer.former().isPresent()) {
      throw new IllegalArgumentException(
          "the optimizer "
              + optimizer.name()
              + " has "
              + optimizer.former().get()
              + ", as it had in former versions of Keras, for which Keras 3 has no option: compile"
              + " with today's optimizer");
    }
    JsonNode written = codec.write(optimizer);
    if (optimizer.schedule() instanceof Constant && training.state() != null) {
      ((ObjectNode) written.get("config")).put("learning_rate", training.state().learningRate());
    }
    List<Compile.Output> outputs = training.settings().outputs(names);
    config.set("optimizer", written);
    config.set("loss", each(outputs, output -> codec.write(output.loss())));
    boolean weighted = outputs.stream().anyMatch(output -> output.weight() != 1);
    config.set(
        "loss_weights",
        weighted ? each(outputs, output -> DoubleNode.valueOf(output.weight())) : null);
    config.set("metrics", each(outputs, output -> metrics(output.metrics())));
    config.set("weighted_metrics", each(outputs, output -> metrics(output.weightedMetrics())));
    config.put("run_eagerly", false).put("steps_per_execution", 1).put("jit_compile", false);
    return config;
  }

  private JsonNode each(List<Compile.Output> outputs, Function<Compile.Output, JsonNode> value) {
    if (Outputs.isStructured(network.outputStructure())) {
      Map<Integer, JsonNode> values = new HashMap<>();
      for (int i = 0; i < outputs.size(); i++) {
        values.put(i, value.apply(outputs.get(i)));
      }
      return values.values().stream().allMatch(JsonNode::isNull)
          ? JsonNodeFactory.instance.nullNode()
          : Json.structure(network.outputStructure(), values::get);
    }
    if (outputs.size() == 1) {
      return value.apply(outputs.get(0));
    }
    if (namedTwice()) {
      ArrayNode inOrder = JsonNodeFactory.instance.arrayNode();
      outputs.forEach(output -> inOrder.add(value.apply(output)));
      return inOrder;
    }
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    outputs.forEach(output -> byName.set(output.name(), value.apply(output)));
    return byName;
  }

  /** In Python the outputs of one layer have one name, so that they can only be listed. */
  private boolean namedTwice() {
    List<String> inPython = network.outputs().stream().map(network::valueName).toList();
    return Set.copyOf(inPython).size() < inPython.size();
  }

  private JsonNode metrics(List<Metric> metrics) {
    if (metrics.isEmpty() && !namedTwice()) {
      return JsonNodeFactory.instance.nullNode();
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    metrics.forEach(metric -> list.add(codec.write(metric)));
    return list;
  }

  /** Reads how a model is trained; null where it is not compiled. */
  Compile read(JsonNode written) {
    KnownKeys.TRAINING.check("the training's settings", written);
    JsonNode config = FormerTraining.modern(written);
    JsonNode optimizer = config.path("optimizer");
    if (!optimizer.isObject() && !optimizer.isTextual() || !config.hasNonNull("loss")) {
      return null;
    }
    Compile settings = Compile.with(FormerOptimizer.read(codec, optimizer));
    List<JsonNode> losses = byOutput(config.get("loss"), "loss", true);
    List<JsonNode> weights = byOutput(config.path("loss_weights"), "loss_weights", false);
    List<JsonNode> metrics = byOutput(config.path("metrics"), "metrics", false);
    List<JsonNode> weighted = byOutput(config.path("weighted_metrics"), "weighted_metrics", false);
    for (int i = 0; i < names.size(); i++) {
      if (codec.version().isBefore(2, 0) && losses.get(i).asText().startsWith("cosine")) {
        throw new IllegalArgumentException(
            "the loss cosine_proximity of Keras 1 was a mean where it is a sum today: compile with"
                + " another loss");
      }
      Loss loss = codec.read(losses.get(i), Loss.class);
      JsonNode weight = weights.get(i);
      if (!weight.isNull() && !(weight.isNumber() && Double.isFinite(weight.doubleValue()))) {
        throw new IllegalArgumentException(
            "loss_weights must be numbers, not " + Json.excerpt(weight));
      }
      if (loss != null) {
        settings = settings.loss(names.get(i), loss, weight.asDouble(1));
      }
      settings = settings.metrics(names.get(i), metrics(metrics.get(i), loss, i));
      settings = settings.weightedMetrics(names.get(i), metrics(weighted.get(i), loss, i));
    }
    return settings;
  }

  /** One node for each output, null where there is none. */
  private List<JsonNode> byOutput(JsonNode node, String what, boolean forAll) {
    JsonNode nothing = JsonNodeFactory.instance.nullNode();
    List<JsonNode> found = new ArrayList<>();
    if (Outputs.isStructured(network.outputStructure())) {
      return new Outputs(network).spread(node, what);
    }
    boolean named = node.isObject() && !node.has("class_name");
    boolean listed =
        node.isArray()
            && node.size() == names.size()
            && (what.startsWith("loss") || names.size() > 1 || node.path(0).isArray())
            && !isForAll(node, what);
    boolean none = node.isMissingNode() || node.isNull() || node.isArray() && node.isEmpty();
    boolean one = none || forAll || names.size() == 1 || isForAll(node, what);
    if (!named && !listed && !one) {
      throw new IllegalArgumentException(
          what + " must name the outputs " + names + ", not be " + Json.excerpt(node));
    }
    for (int i = 0; i < names.size(); i++) {
      JsonNode single = named ? node.path(names.get(i)) : listed ? node.get(i) : node;
      found.add(single.isMissingNode() ? nothing : single);
    }
    return found;
  }

  /** Keras 2 took a plain list of metrics for each of the outputs. */
  private boolean isForAll(JsonNode node, String what) {
    boolean plain = node.isArray();
    for (JsonNode each : node) {
      plain &= each.isTextual() || each.has("class_name");
    }
    return plain && !what.startsWith("loss") && codec.version().isBefore(3, 0);
  }

  private Metric[] metrics(JsonNode node, Loss loss, int output) {
    List<Metric> metrics = new ArrayList<>();
    List<JsonNode> list = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(list::add);
    } else {
      list.add(node);
    }
    for (JsonNode each : list) {
      if (!each.isNull()) {
        metrics.add(metric(each, loss, output));
      }
    }
    return metrics.toArray(Metric[]::new);
  }

  private Metric metric(JsonNode node, Loss loss, int output) {
    if (node.isTextual()) {
      return named(node, loss, output);
    }
    JsonNode config = node.path("config");
    String className = node.path("class_name").asText();
    if (className.equals("function") && config.isTextual()) {
      return named(config, loss, output);
    }
    JsonNode function = config.path("fn");
    if (!className.equals(WRAPPED_METRIC) || !function.isTextual() && !function.isObject()) {
      Metric metric = codec.read(node, Metric.class);
      return codec.version().isBefore(3, 0) ? metric.name(own(metric.name(), output)) : metric;
    }
    Metric metric = codec.read(function, Metric.class);
    return metric.name(own(config.path("name").asText(metric.name()), output));
  }

  /** A metric's own name: Keras 2 put that of one output of several before it. */
  private String own(String name, int output) {
    String prefix = names.size() > 1 ? names.get(output) + "_" : "";
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /**
   * Keras reports a metric under the text it was chosen by, and finds the accuracy or crossentropy
   * that suits.
   */
  private Metric named(JsonNode text, Loss loss, int output) {
    String name = text.textValue();
    String plain = name.toLowerCase(Locale.ROOT);
    boolean accuracy = plain.equals("accuracy") || plain.equals("acc");
    if (!accuracy && !plain.equals("crossentropy") && !plain.equals("ce")) {
      return codec.read(text, Metric.class).name(name.substring(name.indexOf('>') + 1));
    }
    Shape shape = network.shape(network.outputs().get(output));
    long classes = shape.get(shape.numDimensions() - 1);
    if (loss instanceof SparseCategoricalCrossentropy) {
      return (accuracy
              ? new SparseCategoricalAccuracy()
              : new io.github.inverseactivation.metrics.SparseCategoricalCrossentropy())
          .name(name);
    }
    if (loss instanceof BinaryCrossentropy || classes == 1) {
      return (accuracy
              ? new BinaryAccuracy()
              : new io.github.inverseactivation.metrics.BinaryCrossentropy())
          .name(name);
    }
    return (accuracy ? new CategoricalAccuracy() : new CategoricalCrossentropy()).name(name);
  }
}

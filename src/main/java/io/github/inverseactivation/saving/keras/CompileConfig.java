package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.losses.BinaryCrossentropy;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.BinaryAccuracy;
import io.github.inverseactivation.metrics.CategoricalAccuracy;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.topology.Network;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;

/** What a model is compiled with: optimizer, loss and metrics. */
final class CompileConfig {
  private final KerasConfig codec;

  CompileConfig(KerasConfig codec) {
    this.codec = codec;
  }

  ObjectNode write(KerasTraining training) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    JsonNode optimizer = codec.write(training.optimizer());
    if (training.optimizer().schedule() instanceof Constant && training.state() != null) {
      ((ObjectNode) optimizer.get("config")).put("learning_rate", training.state().learningRate());
    }
    config.set("optimizer", optimizer);
    config.set("loss", codec.write(training.loss()));
    config.putNull("loss_weights");
    config.set("metrics", metrics(training.metrics()));
    config.set("weighted_metrics", metrics(training.weightedMetrics()));
    config.put("run_eagerly", false).put("steps_per_execution", 1).put("jit_compile", false);
    return config;
  }

  private JsonNode metrics(List<Metric> metrics) {
    if (metrics.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    metrics.forEach(metric -> list.add(codec.write(metric)));
    return list;
  }

  /** Reads how a model is trained, without its state; null where it is not compiled. */
  KerasTraining read(JsonNode config, Network network) {
    if (!config.path("optimizer").isObject() && !config.path("optimizer").isTextual()
        || config.path("loss").isMissingNode()
        || config.path("loss").isNull()) {
      return null;
    }
    if (config.hasNonNull("loss_weights")) {
      throw new IllegalArgumentException(
          "loss_weights must be null, not " + Json.excerpt(config.get("loss_weights")));
    }
    Optimizer optimizer = codec.read(config.get("optimizer"), Optimizer.class);
    Loss loss = codec.read(only(config.get("loss")), Loss.class);
    return new KerasTraining(
        optimizer,
        loss,
        metrics(config.path("metrics"), loss, network),
        metrics(config.path("weighted_metrics"), loss, network),
        null);
  }

  /** What stands for the model's one output: Keras also takes lists, and objects by output. */
  private static JsonNode only(JsonNode node) {
    boolean named = node.isObject() && !node.has("class_name");
    return (node.isArray() || named) && node.size() == 1 ? node.elements().next() : node;
  }

  private List<Metric> metrics(JsonNode node, Loss loss, Network network) {
    List<Metric> metrics = new ArrayList<>();
    JsonNode list = node.size() == 1 && only(node).isArray() ? only(node) : node;
    if (!list.isArray()) {
      list = list.isMissingNode() || list.isNull() ? Json.nothing() : list(only(list));
    }
    for (JsonNode each : list) {
      if (each.isNull()) {
        continue;
      }
      metrics.add(each.isTextual() ? named(each, loss, network) : codec.read(each, Metric.class));
    }
    return metrics;
  }

  private static JsonNode list(JsonNode single) {
    return JsonNodeFactory.instance.arrayNode().add(single);
  }

  /** Keras reports a metric under the text it was chosen by, and finds the accuracy that suits. */
  private Metric named(JsonNode text, Loss loss, Network network) {
    String name = text.textValue();
    if (!name.equals("accuracy") && !name.equals("acc")) {
      return codec.read(text, Metric.class).name(name);
    }
    Shape output = network.shape(network.outputs().get(0));
    long classes = output.get(output.numDimensions() - 1);
    if (loss instanceof SparseCategoricalCrossentropy) {
      return new SparseCategoricalAccuracy().name(name);
    }
    if (loss instanceof BinaryCrossentropy || classes == 1) {
      return new BinaryAccuracy().name(name);
    }
    return new CategoricalAccuracy().name(name);
  }
}

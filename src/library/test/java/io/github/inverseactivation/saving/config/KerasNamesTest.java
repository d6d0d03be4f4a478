package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * Every name that a version of Keras takes for a class: see {@code keras/versions/make_names.py}.
 */
class KerasNamesTest {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "activation", Activation.class,
          "initializer", Initializer.class,
          "regularizer", Regularizer.class,
          "constraint", Constraint.class,
          "loss", Loss.class,
          "metric", Metric.class,
          "optimizer", Optimizer.class,
          "schedule", Schedule.class,
          "layer", Layer.class);

  /** What Keras has called its classes and functions, by what they are called here. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          entry("OrthogonalInitializer", "Orthogonal"),
          entry("GroupedQueryAttention", "GroupQueryAttention"),
          entry("log_cosh", "LogCoshError"),
          entry("swish", "silu"),
          entry("log_softmax_v2", "log_softmax"),
          entry("cosine_proximity", "cosine_similarity"));

  private static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  record Name(String kind, String name, Set<String> means, Set<String> versions) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  static List<Name> names() throws IOException {
    List<Name> names = new ArrayList<>();
    try (InputStream in = KerasNamesTest.class.getResourceAsStream("/keras/versions/names.json")) {
      for (Map.Entry<String, JsonNode> kind : new ObjectMapper().readTree(in).properties()) {
        for (Map.Entry<String, JsonNode> name : kind.getValue().properties()) {
          Set<String> means = new TreeSet<>();
          Set<String> versions = new TreeSet<>();
          name.getValue()
              .properties()
              .forEach(
                  meaning -> {
                    means.add(meaning.getKey());
                    means.add(RENAMED.getOrDefault(meaning.getKey(), meaning.getKey()));
                    meaning.getValue().forEach(version -> versions.add(version.asText()));
                  });
          names.add(new Name(kind.getKey(), name.getKey(), means, versions));
        }
      }
    }
    return names;
  }

  /** Not an object that a file gives options to, or read elsewhere. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "InputLayer", // FunctionalReader, SequentialReader
          "LossFunctionWrapper", // made of a function, whose name it has
          "LossScaleOptimizer", // CompileConfig takes the optimizer in it
          "Mean", // of values that a layer adds, not of predictions
          "MeanMetricWrapper", // CompileConfig
          "Sum",
          "ThresholdedReLU"); // FormerNotation

  @ParameterizedTest
  @MethodSource("names")
  void standsForWhatKerasMeans(Name name) {
    Set<String> means = name.means().stream().map(Aliases::plain).collect(Collectors.toSet());
    String found = found(name).map(Aliases::plain).orElse(null);

    if (found == null) {
      assertThat(
              ELSEWHERE.containsAll(name.means())
                  || name.means().stream().allMatch(each -> Unsupported.reason(each).isPresent()))
          .as("%s of %s, with a reason if it cannot be read", name, name.versions())
          .isTrue();
    } else {
      assertThat(means).as("%s of %s", name, name.versions()).contains(found);
    }
  }

  private static Optional<String> found(Name name) {
    if (name.kind().equals("activation")) {
      Activation read = CODEC.read(TextNode.valueOf(name.name()), Activation.class);
      return Optional.of(((Activations) read).kerasName());
    }
    return KerasTypes.standard()
        .find(new ObjectName(null, name.name(), null), KINDS.get(name.kind()))
        .map(KerasType::className);
  }
}

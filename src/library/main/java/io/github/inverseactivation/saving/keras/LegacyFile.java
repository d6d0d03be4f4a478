package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whole models in {@code .h5}, as Keras 2 and Keras 3's legacy format have them: the topology in an
 * attribute, the weights in one group per layer, the state of training where there is one. Layers
 * are matched by position, those without weights passed over; in a layer, weights that are trained
 * come first.
 */
final class LegacyFile {
  private static final String WEIGHTS = "model_weights";
  private static final String OPTIMIZER = "optimizer_weights";

  /** Versions whose optimizers have their arrays by the names of the weights. */
  private static final Pattern SORTED = Pattern.compile("[01](\\..*)?|2\\.0\\.[0-5]([^0-9].*)?");

  private final Hdf5File file;

  LegacyFile(Hdf5File file) {
    this.file = file;
  }

  /** Whether the file holds weights in the legacy format and nothing else. */
  private boolean holdsWeightsOnly() {
    return names("", "layer_names").isPresent();
  }

  /** Whether the file holds weights in the legacy format, alone or with a model. */
  boolean holdsWeights() {
    return holdsWeightsOnly() || names(WEIGHTS, "layer_names").isPresent();
  }

  /** The version of Keras that wrote the file. */
  private KerasVersion version() {
    return file.text("", "keras_version").map(KerasVersion::of).orElse(KerasVersion.UNNAMED);
  }

  /**
   * Reads the model.
   *
   * @param withTraining whether the state of training is read too, where the file has it
   */
  KerasModel read(KerasConfig present, boolean withTraining) {
    KerasConfig codec = present.version(version());
    String config =
        file.text("", "model_config")
            .orElseThrow(
                () ->
                    new FormatException(
                        file.name()
                            + ": holds "
                            + (holdsWeightsOnly() || file.hasGroup("layers")
                                ? "weights only: make the model, then call loadWeights"
                                : "no model: the attribute model_config is missing")));
    JsonNode json = KerasConfig.parse(config.getBytes(StandardCharsets.UTF_8));
    ModelReader.Topology topology = new ModelReader(codec).read(codec.completed(json));
    Network network = topology.network();
    KerasTraining training = withTraining ? training(codec, network) : null;
    List<Array> weights = weights(network, false, new Mismatches(false));
    return new KerasModel(network, weights, training, topology.paths());
  }

  private KerasTraining training(KerasConfig codec, Network network) {
    Optional<String> config = file.text("", "training_config");
    if (config.isEmpty()) {
      return null;
    }
    try {
      JsonNode json = KerasConfig.parse(config.get().getBytes(StandardCharsets.UTF_8));
      Compile settings = new CompileConfig(codec, network).read(json);
      if (settings == null) {
        return null;
      }
      List<String> variables =
          names(OPTIMIZER, "weight_names").orElse(List.of()).stream()
              .map(name -> OPTIMIZER + "/" + name)
              .toList();
      return new KerasTraining(
          settings,
          new OptimizerVariables(settings.optimizer(), network)
              .readFormer(file, variables, version(), optimizersOrder(network)));
    } catch (IllegalArgumentException e) {
      throw KerasFile.notToBeContinued(file.name(), e);
    }
  }

  /**
   * The weights, in the network's order.
   *
   * @param byName whether layers are found by their names, and otherwise by their order
   * @param mismatches takes weights that do not fit
   * @return the weights, null where there is none that fits
   */
  List<Array> weights(Network network, boolean byName, Mismatches mismatches) {
    String root = holdsWeightsOnly() ? "" : WEIGHTS;
    Map<String, List<String>> found = found(root);
    Map<PlacedLayer, List<Weight>> expected = expected(network);
    Hdf5Dataset[] datasets = new Hdf5Dataset[network.weights().size()];
    FormerWeights former = new FormerWeights(version(), file.text(root, "backend").orElse(""));
    Map<Weight, Array> turned = new HashMap<>();
    if (byName) {
      expected.forEach(
          (layer, weights) -> {
            if (!found.containsKey(layer.name())) {
              mismatches.note(weights, "the file has no layer '" + layer.name() + "'");
            } else if (turn(former, layer, found.get(layer.name()), mismatches, turned)) {
              return;
            } else if (count(weights, found.get(layer.name()), mismatches)) {
              fit(weights, found.get(layer.name()), mismatches, datasets);
            }
          });
    } else {
      List<List<String>> inOrder =
          found.values().stream().filter(paths -> !paths.isEmpty()).toList();
      if (inOrder.size() != expected.size()) {
        throw new FormatException(
            file.name()
                + ": expected weights of "
                + expected.size()
                + " layers, found "
                + inOrder.size());
      }
      List<PlacedLayer> layers = List.copyOf(expected.keySet());
      for (int i = 0; i < layers.size(); i++) {
        List<Weight> weights = expected.get(layers.get(i));
        if (!turn(former, layers.get(i), inOrder.get(i), mismatches, turned)) {
          count(weights, inOrder.get(i), new Mismatches(false));
          fit(weights, inOrder.get(i), mismatches, datasets);
        }
      }
    }
    List<Array> arrays = new ArrayList<>();
    for (Weight weight : network.weights()) {
      Hdf5Dataset dataset = datasets[weight.index()];
      arrays.add(dataset == null ? turned.get(weight) : WeightFile.value(dataset));
    }
    return arrays;
  }

  /**
   * The trained weights in the order in which an optimizer has them: up to Keras 2.0.5 that of
   * their variables' names, whatever the layers' order.
   */
  private List<Weight> optimizersOrder(Network network) {
    List<Weight> trained = network.weights().stream().filter(Weight::trainable).toList();
    if (!SORTED.matcher(file.text("", "keras_version").orElse("1")).matches()) {
      return trained;
    }
    Map<Weight, String> names = new HashMap<>();
    List<Map.Entry<String, List<String>>> stored =
        found(WEIGHTS).entrySet().stream().filter(each -> !each.getValue().isEmpty()).toList();
    List<List<Weight>> expected = List.copyOf(expected(network).values());
    for (int i = 0; i < Math.min(stored.size(), expected.size()); i++) {
      List<String> paths = stored.get(i).getValue();
      int group = (WEIGHTS + "/" + stored.get(i).getKey() + "/").length();
      for (int j = 0; j < Math.min(paths.size(), expected.get(i).size()); j++) {
        names.put(expected.get(i).get(j), paths.get(j).substring(group));
      }
    }
    return names.keySet().containsAll(trained)
        ? trained.stream().sorted(Comparator.comparing(names::get)).toList()
        : trained;
  }

  /** Whether there are as many weights of a layer as it has. */
  private boolean count(List<Weight> weights, List<String> paths, Mismatches mismatches) {
    if (paths.size() == weights.size()) {
      return true;
    }
    mismatches.add(
        file.name(),
        weights,
        new FormatException(
            file.name()
                + ": "
                + weights.get(0).path()
                + ": its layer has "
                + weights.size()
                + " weights, found "
                + paths));
    return false;
  }

  /** Finds a layer's weights, each by itself. */
  private void fit(
      List<Weight> weights, List<String> paths, Mismatches mismatches, Hdf5Dataset[] datasets) {
    WeightSource source = WeightSource.of(file);
    for (int i = 0; i < paths.size(); i++) {
      Weight weight = weights.get(i);
      try {
        datasets[weight.index()] = WeightFile.dataset(source, paths.get(i), weight);
      } catch (FormatException e) {
        mismatches.add(file.name(), List.of(weight), e);
      }
    }
  }

  /** Reads a layer's weights where its version laid them out otherwise; whether it did. */
  private boolean turn(
      FormerWeights former,
      PlacedLayer layer,
      List<String> paths,
      Mismatches mismatches,
      Map<Weight, Array> turned) {
    List<Hdf5Dataset> stored = paths.stream().map(file::dataset).flatMap(Optional::stream).toList();
    Map<Weight, Array> arrays = former.of(layer, stored);
    arrays.forEach(
        (weight, array) -> {
          long[] expected = weight.spec().shape().asArray();
          if (Arrays.equals(expected, array.shape())) {
            turned.put(weight, array);
          } else {
            mismatches.add(
                file.name(),
                List.of(weight),
                new FormatException(
                    file.name()
                        + ": "
                        + weight.path()
                        + ": expected "
                        + WeightFile.tuple(expected)
                        + ", found "
                        + WeightFile.tuple(array.shape())));
          }
        });
    return !arrays.isEmpty();
  }

  /** Each layer's weights, trained ones first: a model inside the model is one layer. */
  private static Map<PlacedLayer, List<Weight>> expected(Network network) {
    Map<PlacedLayer, List<Weight>> expected = new LinkedHashMap<>();
    for (PlacedLayer placed : network.layers()) {
      List<Weight> ordered =
          new ArrayList<>(placed.weights().stream().filter(Weight::trainable).toList());
      placed.weights().stream().filter(weight -> !weight.trainable()).forEach(ordered::add);
      if (!ordered.isEmpty()) {
        expected.put(placed, ordered);
      }
    }
    return expected;
  }

  /** The paths of each layer's weights. */
  private Map<String, List<String>> found(String root) {
    String prefix = root.isEmpty() ? "" : root + "/";
    Map<String, List<String>> found = new LinkedHashMap<>();
    List<String> layers =
        names(root, "layer_names")
            .orElseThrow(
                () ->
                    new FormatException(
                        file.name() + ": the attribute layer_names of /" + root + " is missing"));
    for (String layer : layers) {
      String group = prefix + layer;
      List<String> weights = names(group, "weight_names").orElse(List.of());
      found.put(layer, weights.stream().map(weight -> group + "/" + weight).toList());
    }
    return found;
  }

  /** A list of names; long ones are stored in parts, {@code layer_names0}, {@code layer_names1}. */
  private Optional<List<String>> names(String path, String attribute) {
    Optional<List<String>> whole = file.texts(path, attribute);
    if (whole.isPresent()) {
      return whole;
    }
    List<String> parts = new ArrayList<>();
    Optional<List<String>> part = file.texts(path, attribute + "0");
    for (int i = 1; part.isPresent(); i++) {
      parts.addAll(part.get());
      part = file.texts(path, attribute + i);
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts);
  }
}

package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Weights by Keras 3's paths, those of {@link WeightPaths}. */
final class WeightFile {
  /** What early versions called the group of all layers. */
  private static final String FORMER_ROOT = "_layer_checkpoint_dependencies/";

  private static final String ROOT = "layers/";

  private WeightFile() {}

  static void write(Map<String, Array> file, List<String> paths, List<Array> weights) {
    for (int i = 0; i < paths.size(); i++) {
      file.put(paths.get(i), weights.get(i));
    }
  }

  /**
   * Reads all weights.
   *
   * @throws FormatException if one is missing, left over, or of another shape; nothing is read then
   */
  static List<Array> read(WeightSource file, Network network, List<String> paths) {
    return read(file, network, paths, new Mismatches(false));
  }

  /**
   * Reads weights.
   *
   * @param mismatches takes those that do not fit
   * @return the weights, null where there is none that fits
   * @throws FormatException if one is missing, left over, or of another shape, and may not be
   *     passed over; nothing is read then
   */
  static List<Array> read(
      WeightSource file, Network network, List<String> modernPaths, Mismatches mismatches) {
    List<String> paths = inFile(file, modernPaths);
    Map<String, List<Weight>> groups = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      String group = paths.get(i).substring(0, paths.get(i).lastIndexOf('/'));
      groups.computeIfAbsent(group, each -> new ArrayList<>()).add(network.weights().get(i));
    }
    Set<Weight> without = new HashSet<>();
    // The numbers first, group by group: a better message than about one weight.
    groups.forEach(
        (group, weights) ->
            tried(file, weights, without, mismatches, () -> check(file, group, weights)));
    if (!mismatches.skip()) {
      checkNothingIsLeft(file, network, paths);
    }
    Hdf5Dataset[] found = new Hdf5Dataset[paths.size()];
    groups.forEach(
        (group, weights) ->
            tried(
                file,
                weights,
                without,
                mismatches,
                () ->
                    weights.forEach(
                        each ->
                            found[each.index()] = dataset(file, paths.get(each.index()), each))));
    List<Array> arrays = new ArrayList<>();
    for (Weight weight : network.weights()) {
      arrays.add(without.contains(weight) ? null : value(found[weight.index()]));
    }
    return arrays;
  }

  /** Passes a group's weights over where an attempt fails, if that is wanted. */
  private static void tried(
      WeightSource file,
      List<Weight> weights,
      Set<Weight> without,
      Mismatches mismatches,
      Runnable attempt) {
    if (without.contains(weights.get(0))) {
      return;
    }
    try {
      attempt.run();
    } catch (FormatException e) {
      mismatches.add(file.name(), weights, e);
      without.addAll(weights);
    }
  }

  static Array value(Hdf5Dataset dataset) {
    return dataset.read().cast(DType.FLOAT32);
  }

  /** How many of the arrays that weights are looked for at are there. */
  static long count(WeightSource file, List<String> modernPaths) {
    return inFile(file, modernPaths).stream()
        .filter(path -> file.dataset(path).isPresent())
        .count();
  }

  private static boolean isFormer(WeightSource file) {
    return !file.has("layers") && file.has("_layer_checkpoint_dependencies");
  }

  /** The paths as the version that wrote the file has them. */
  private static List<String> inFile(WeightSource file, List<String> modernPaths) {
    boolean former = isFormer(file);
    return modernPaths.stream()
        .map(path -> former ? path.replace(ROOT, FORMER_ROOT) : path)
        .map(path -> former(file, path))
        .toList();
  }

  private static void checkNothingIsLeft(WeightSource file, Network network, List<String> paths) {
    Set<String> wanted = new HashSet<>(paths);
    for (String path : file.paths()) {
      if (path.startsWith(isFormer(file) ? FORMER_ROOT : ROOT) && !wanted.contains(path)) {
        throw new FormatException(
            file.name() + ": " + path + " belongs to no layer of model '" + network.name() + "'");
      }
    }
  }

  /** Keras 2 had another name for the parts of attention. */
  private static String former(WeightSource file, String path) {
    String other = path.replaceAll("/((query|key|value|output)_dense)/", "/_$1/");
    return file.dataset(path).isEmpty() && file.dataset(other).isPresent() ? other : path;
  }

  /** Compares the number of a group's weights. */
  private static void check(WeightSource file, String group, List<Weight> weights) {
    int stored = file.count(group);
    if (stored != weights.size()) {
      String path = weights.get(0).path();
      throw new FormatException(
          file.name()
              + ": "
              + path.substring(0, path.lastIndexOf('/'))
              + ": expected "
              + (weights.size() == 1 ? "1 weight" : weights.size() + " weights")
              + ", found "
              + stored
              + " in "
              + group.substring(0, group.lastIndexOf('/')));
    }
  }

  /** Finds an array and compares its declared shape with the weight's, before anything is read. */
  static Hdf5Dataset dataset(WeightSource file, String path, Weight weight) {
    return dataset(file, path, weight, weight.spec().shape());
  }

  /** Finds an array that belongs to a weight, of a shape of its own. */
  static Hdf5Dataset dataset(WeightSource file, String path, Weight weight, Shape shape) {
    Hdf5Dataset dataset =
        file.dataset(path)
            .orElseThrow(
                () ->
                    new FormatException(
                        file.name() + ": " + weight.path() + " is missing: no array " + path));
    long[] expected = shape.asArray();
    if (!Arrays.equals(expected, dataset.shape())) {
      throw new FormatException(
          file.name()
              + ": "
              + weight.path()
              + ": expected "
              + tuple(expected)
              + ", found "
              + tuple(dataset.shape()));
    }
    dataset.dtype();
    return dataset;
  }

  static String tuple(long[] shape) {
    return LongStream.of(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}

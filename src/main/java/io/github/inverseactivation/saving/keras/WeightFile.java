package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Weights by Keras 3's paths: a group for each layer, in it {@code vars/0}, {@code vars/1} ... */
final class WeightFile {
  /** What early versions called the group of all layers. */
  private static final String FORMER_ROOT = "_layer_checkpoint_dependencies/";

  private static final String ROOT = "layers/";

  private WeightFile() {}

  static void write(
      Map<String, Array> file, Network network, List<String> groups, List<Array> weights) {
    for (int i = 0; i < groups.size(); i++) {
      List<Weight> ofLayer = network.layers().get(i).weights();
      for (int j = 0; j < ofLayer.size(); j++) {
        file.put(groups.get(i) + "/vars/" + j, weights.get(ofLayer.get(j).index()));
      }
    }
  }

  /**
   * Reads all weights.
   *
   * @throws FormatException if one is missing, left over, or of another shape; nothing is read then
   */
  static List<Array> read(Hdf5File file, Network network, List<String> groups) {
    boolean former = !file.hasGroup("layers") && file.hasGroup("_layer_checkpoint_dependencies");
    List<Hdf5Dataset> found = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (int i = 0; i < groups.size(); i++) {
      PlacedLayer layer = network.layers().get(i);
      String group = former ? groups.get(i).replace(ROOT, FORMER_ROOT) : groups.get(i);
      int stored = file.children(group + "/vars").size();
      if (stored != layer.weights().size()) {
        throw new FormatException(
            file.name()
                + ": "
                + layer.name()
                + ": expected "
                + count(layer.weights().size())
                + ", found "
                + stored
                + " in "
                + group);
      }
      for (int j = 0; j < stored; j++) {
        wanted.add(group + "/vars/" + j);
        found.add(dataset(file, group + "/vars/" + j, layer.weights().get(j)));
      }
    }
    for (String path : file.datasets()) {
      if (path.startsWith(former ? FORMER_ROOT : ROOT) && !wanted.contains(path)) {
        throw new FormatException(
            file.name() + ": " + path + " belongs to no layer of model '" + network.name() + "'");
      }
    }
    return found.stream().map(each -> each.read().cast(DType.FLOAT32)).toList();
  }

  /** Finds an array and compares its declared shape with the weight's, before anything is read. */
  static Hdf5Dataset dataset(Hdf5File file, String path, Weight weight) {
    return dataset(file, path, weight, weight.spec().shape());
  }

  /** Finds an array that belongs to a weight, of a shape of its own. */
  static Hdf5Dataset dataset(Hdf5File file, String path, Weight weight, Shape shape) {
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

  private static String count(int weights) {
    return weights == 0 ? "no weights" : weights == 1 ? "1 weight" : weights + " weights";
  }

  private static String tuple(long[] shape) {
    return LongStream.of(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}

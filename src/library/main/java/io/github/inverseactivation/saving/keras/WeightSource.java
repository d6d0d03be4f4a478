package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The arrays of a file of weights, which may be spread over several. */
final class WeightSource {
  private final String name;
  private final TreeMap<String, Hdf5Dataset> datasets = new TreeMap<>();

  /**
   * The arrays of files.
   *
   * @param name what messages call them
   * @throws FormatException if two files have an array of one path
   */
  WeightSource(String name, List<Hdf5File> files) {
    this.name = name;
    for (Hdf5File file : files) {
      for (String path : file.datasets()) {
        if (datasets.put(path, file.dataset(path).orElseThrow()) != null) {
          throw new FormatException(name + ": " + path + " is in two of the files");
        }
      }
    }
  }

  static WeightSource of(Hdf5File file) {
    return new WeightSource(file.name(), List.of(file));
  }

  String name() {
    return name;
  }

  /** The paths of all arrays. */
  Iterable<String> paths() {
    return datasets.keySet();
  }

  boolean has(String group) {
    return count(group) > 0;
  }

  /** How many arrays there are below a group. */
  int count(String group) {
    return datasets.subMap(group + "/", group + "0").size(); // 0 comes after the slash
  }

  Optional<Hdf5Dataset> dataset(String path) {
    return Optional.ofNullable(datasets.get(path));
  }
}

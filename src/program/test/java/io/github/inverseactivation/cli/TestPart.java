package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.datasets.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The test part of a data set as a file for Python. */
final class TestPart {
  private TestPart() {}

  static void write(String dataset, Path file) throws IOException {
    ArrayDataset test = Datasets.load(dataset).test();
    Npz.write(file, Map.of("x", test.inputArrays().get(0), "y", test.targetArrays().get(0)));
  }
}

package io.github.inverseactivation.fuzz;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.saving.hdf5.Hdf5Writer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes the structure of a file of weights: arrays missing, elsewhere, of other kinds. */
final class Hdf5Mutator {
  private final Map<String, Array> arrays = new LinkedHashMap<>();

  Hdf5Mutator(byte[] bytes) {
    try (Hdf5File file = Hdf5File.of("original", bytes)) {
      for (String path : file.datasets()) {
        arrays.put(path, file.dataset(path).orElseThrow().read());
      }
    }
  }

  byte[] mutate(Random random) throws IOException {
    Map<String, Array> changed = new LinkedHashMap<>(arrays);
    List<String> paths = new ArrayList<>(arrays.keySet());
    for (int change = random.nextInt(3); change >= 0; change--) {
      String path = paths.get(random.nextInt(paths.size()));
      Array array = arrays.get(path);
      switch (random.nextInt(7)) {
        case 0 -> changed.remove(path);
        case 1 -> changed.put(path, arrays.get(paths.get(random.nextInt(paths.size()))));
        case 2 -> changed.put(path, array.cast(random.nextBoolean() ? DType.INT64 : DType.FLOAT64));
        case 3 -> changed.put(path, array.reshape(array.size()));
        case 4 -> changed.put(path + "_", array);
        case 5 -> changed.put("x/".repeat(1 + random.nextInt(60)) + "y", array);
        default -> {
          changed.remove(path);
          changed.put(path.replaceFirst("/", random.nextBoolean() ? "_" : "/0/"), array);
        }
      }
    }
    return Hdf5Writer.write(changed);
  }
}

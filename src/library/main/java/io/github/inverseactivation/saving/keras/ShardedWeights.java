package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Weights that Python's {@code save_weights} has divided among files of a limited size: a {@code
 * .weights.json} names them, which lie beside it.
 */
final class ShardedWeights implements AutoCloseable {
  private static final int MAX_INDEX = 64 << 20;
  private static final int MAX_SHARDS = 4096;

  private final Path index;
  private final List<Hdf5File> files = new ArrayList<>();

  /**
   * Opens all files that an index names.
   *
   * @throws FormatException if it is damaged, or names something else than a file beside it
   * @throws IOException if one cannot be read
   */
  ShardedWeights(Path index) throws IOException {
    this.index = index;
    try {
      for (String name : names()) {
        Path shard = index.resolveSibling(name);
        if (!Files.exists(shard, LinkOption.NOFOLLOW_LINKS)) {
          throw new NoSuchFileException(shard.toString());
        }
        if (!Files.isRegularFile(shard, LinkOption.NOFOLLOW_LINKS)) {
          throw new FormatException(index + ": '" + name + "' is not a plain file, expected one");
        }
        files.add(Hdf5File.of(shard.toString(), KerasFile.bytes(shard)));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private TreeSet<String> names() throws IOException {
    if (Files.size(index) > MAX_INDEX) {
      throw new FormatException(index + ": more than " + MAX_INDEX + " bytes, the limit");
    }
    JsonNode json;
    try {
      json = KerasConfig.parse(Files.readAllBytes(index));
    } catch (IllegalArgumentException e) {
      throw new FormatException(index + ": " + e.getMessage(), e);
    }
    JsonNode map = json.path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new FormatException(index + ": weight_map is missing, expected weights by their paths");
    }
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode value : map) {
      (value.isArray() ? value : List.of(value)).forEach(name -> names.add(plainName(name)));
    }
    if (names.size() > MAX_SHARDS) {
      throw new FormatException(index + ": " + names.size() + " files, limit " + MAX_SHARDS);
    }
    return names;
  }

  private String plainName(JsonNode name) {
    if (!name.isTextual() || !name.textValue().matches("[^/\\\\:\\p{Cntrl}]+\\.weights\\.h5")) {
      throw new FormatException(
          index
              + ": the file "
              + Json.excerpt(name)
              + " is none beside the index, expected a name that ends in .weights.h5");
    }
    return name.textValue();
  }

  WeightSource source() {
    return new WeightSource(index.toString(), files);
  }

  @Override
  public void close() {
    files.forEach(Hdf5File::close);
  }
}

package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.saving.keras.KerasOptions;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code models} are what this version writes, and it writes the same each time. */
class ShippedFilesTest {
  private static final Path MODELS = Path.of("models");
  private static final String ANEW =
      "%s is of another version of this library; write it anew with"
          + " scripts/inverse-activation convert %s %s";

  @TempDir Path folder;

  static List<Path> kerasFiles() throws IOException {
    return paths(2, "model.keras");
  }

  static List<Path> savedModels() throws IOException {
    return paths(2, "saved_model");
  }

  private static List<Path> paths(int depth, String name) throws IOException {
    try (Stream<Path> below = Files.walk(MODELS, depth)) {
      return below.filter(path -> path.endsWith(name)).sorted().toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(kerasFiles()).hasSizeGreaterThan(3);
    assertThat(savedModels()).hasSizeGreaterThan(1);
  }

  /** Byte for byte, and so by another process of another day too. */
  @ParameterizedTest
  @MethodSource("savedModels")
  void savedModelIsWhatThisVersionExports(Path shipped) throws IOException {
    Path source = shipped.resolveSibling("model.keras");
    Path written = folder.resolve("saved_model");
    try (Model model = Models.load(source)) {
      model.export(written);
    }
    Map<String, byte[]> now = files(written);
    Map<String, byte[]> before = files(shipped);
    assertThat(before.keySet()).isEqualTo(now.keySet());
    now.forEach(
        (name, bytes) ->
            assertThat(before.get(name))
                .as(ANEW, shipped.resolve(name), source, shipped)
                .isEqualTo(bytes));
  }

  /** But for the order of a configuration's entries, which means nothing. */
  @ParameterizedTest
  @MethodSource("kerasFiles")
  void kerasFileIsWhatThisVersionSaves(Path shipped) throws IOException {
    Path written = folder.resolve("model.keras");
    try (Model model = Models.load(shipped)) {
      model.save(written, KerasOptions.standard().training(config(shipped).has("compile_config")));
    }
    assertThat(config(shipped)).as(ANEW, shipped, shipped, shipped).isEqualTo(config(written));
    for (String entry : List.of("metadata.json", "model.weights.h5")) {
      assertThat(entry(shipped, entry))
          .as(ANEW, shipped + "!" + entry, shipped, shipped)
          .isEqualTo(entry(written, entry));
    }
  }

  private static JsonNode config(Path archive) throws IOException {
    return new ObjectMapper().readTree(entry(archive, "config.json"));
  }

  private static byte[] entry(Path archive, String name) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(archive)) {
      return Files.readAllBytes(files.getPath(name));
    }
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> below = Files.walk(root)) {
      for (Path file : below.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}

package io.github.inverseactivation.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The archives of {@code make_versions.py}, one for each version of Keras. */
final class VersionFiles {

  /**
   * A model in a file of a version.
   *
   * @param archive the version's archive
   * @param name the case
   * @param format {@code .h5} or {@code .keras}
   * @param expected what Keras computed
   */
  record Case(Path archive, String name, String format, JsonNode expected) {

    /** The file, copied to a folder. */
    Path in(Path folder) {
      Path file = folder.resolve("model" + format);
      try (ZipFile zip = new ZipFile(archive.toFile());
          InputStream in = zip.getInputStream(zip.getEntry(name + format))) {
        Files.write(file, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file;
    }

    List<Array> arrays(String key) {
      List<Array> arrays = new ArrayList<>();
      expected.get(key).forEach(tensor -> arrays.add(Golden.array(tensor)));
      return arrays;
    }

    @Override
    public String toString() {
      return archive.getFileName().toString().replace(".zip", "") + " " + name + format;
    }
  }

  private VersionFiles() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> archives = Files.list(KerasFileTest.file("versions"))) {
      for (Path archive : archives.sorted().toList()) {
        if (archive.toString().endsWith(".zip")) {
          cases.addAll(of(archive));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static List<Case> of(Path archive) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (ZipFile zip = new ZipFile(archive.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("expected.json"))) {
      for (var each : new ObjectMapper().readTree(in).properties()) {
        for (JsonNode format : each.getValue().get("formats")) {
          cases.add(new Case(archive, each.getKey(), format.asText(), each.getValue()));
        }
      }
    }
    return cases;
  }
}

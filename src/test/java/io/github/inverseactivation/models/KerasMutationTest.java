package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.topology.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files, some thousands of them: each is read or refused in the promised way. */
class KerasMutationTest {
  private static final KerasOptions OPTIONS = KerasOptions.standard();

  @TempDir Path folder;

  private interface Reader {
    Object read(Path path) throws IOException;
  }

  @Test
  void files() throws IOException {
    bytes(300);
    configs("train_adam.keras", 100);
    configs("functional.keras", 100);
    configs("composed/graph_in_graph.keras", 100);
    configs("composed/called_by_name.keras", 100);
  }

  @Test
  @Tag("slow")
  void manyFiles() throws IOException {
    bytes(6000);
    configs("train_adam.keras", 2000);
    configs("functional.keras", 2000);
    configs("composed/graph_in_graph.keras", 2000);
    configs("composed/called_by_name.keras", 2000);
  }

  private void bytes(int mutants) throws IOException {
    mutate("train_adam.keras", mutants, path -> KerasFile.read(path, OPTIONS));
    mutate("legacy.h5", mutants, path -> KerasFile.read(path, OPTIONS));
    Network network = KerasFile.read(KerasFileTest.file("plain.keras"), OPTIONS).network();
    mutate("plain.weights.h5", mutants, path -> KerasFile.readWeights(path, network, OPTIONS));
    Network bfloat16 =
        KerasFile.read(KerasFileTest.file("composed/dtype_bfloat16.keras"), OPTIONS).network();
    mutate(
        "composed/bfloat16.weights.h5",
        mutants,
        path -> KerasFile.readWeights(path, bfloat16, OPTIONS));
  }

  private void mutate(String name, int mutants, Reader reader) throws IOException {
    byte[] whole = Files.readAllBytes(KerasFileTest.file(name));
    Random random = new Random(20);
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      byte[] mutant = whole.clone();
      // Most of a small file is headers; a part of the changes goes to its start, its densest part.
      int reach = random.nextBoolean() ? mutant.length : Math.min(mutant.length, 4096);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(reach);
        mutant[at] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
              case 1 -> (byte) random.nextInt(256);
              case 2 -> (byte) -1;
              default -> 0;
            };
      }
      refused += refuses(name, mutant, reader);
    }
    assertThat(refused).isPositive();
  }

  /** Changes one value of the configuration, so that it stays JSON and the checksum is right. */
  private void configs(String name, int mutants) throws IOException {
    ObjectMapper json = new ObjectMapper();
    byte[] config;
    byte[] weights;
    try (ZipFile zip = new ZipFile(KerasFileTest.file(name).toFile())) {
      config = zip.getInputStream(zip.getEntry("config.json")).readAllBytes();
      weights = zip.getInputStream(zip.getEntry("model.weights.h5")).readAllBytes();
    }
    List<String> values =
        List.of("null", "-1", "0", "1e300", "\"x\"", "[]", "{}", "[null]", "true", "2147483648");
    Random random = new Random(21);
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      JsonNode root = json.readTree(config);
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      JsonNode container = containers.get(random.nextInt(containers.size()));
      if (container.isEmpty()) {
        continue;
      }
      JsonNode value = json.readTree(values.get(random.nextInt(values.size())));
      int at = random.nextInt(container.size());
      if (container instanceof ArrayNode array) {
        array.set(at, value);
      } else {
        List<String> names = new ArrayList<>();
        container.fieldNames().forEachRemaining(names::add);
        if (random.nextInt(4) == 0) {
          ((ObjectNode) container).remove(names.get(at));
        } else {
          ((ObjectNode) container).set(names.get(at), value);
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry("config.json"));
        zip.write(json.writeValueAsBytes(root));
        zip.putNextEntry(new ZipEntry("model.weights.h5"));
        zip.write(weights);
      }
      refused +=
          refuses("config.keras", bytes.toByteArray(), path -> KerasFile.read(path, OPTIONS));
    }
    assertThat(refused).isPositive();
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private int refuses(String name, byte[] mutant, Reader reader) throws IOException {
    Path file = folder.resolve(Path.of(name).getFileName());
    Files.write(file, mutant);
    try {
      assertThat(reader.read(file)).isNotNull();
      return 0;
    } catch (io.github.inverseactivation.data.FormatException expected) {
      assertThat(expected).hasMessageContaining(file.toString());
      return 1;
    }
  }
}

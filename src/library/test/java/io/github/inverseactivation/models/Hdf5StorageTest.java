package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights however HDF5 stores them; what is not read is named with what to do. */
class Hdf5StorageTest {
  private static final Path FILES = Path.of("src/library/test/resources/keras/hdf5");

  /** Files of kinds that are not read. */
  private static final List<String> REFUSED =
      List.of("bfloat16_latest.weights.h5", "scaleoffset.weights.h5");

  @TempDir Path folder;

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".h5") && !REFUSED.contains(name))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRead(String file) throws IOException {
    try (Model model = model()) {
      model.loadWeights(FILES.resolve(file));
      float[] kernel = new float[12];
      for (int i = 0; i < kernel.length; i++) {
        kernel[i] = i / 8f;
      }
      assertThat(model.weights().get(0).floats()).containsExactly(kernel);
      assertThat(model.weights().get(1).floats()).containsExactly(-1, 0, 1);
    }
  }

  @Test
  void whatIsNotReadIsNamed() {
    refused(
        FILES.resolve("scaleoffset.weights.h5"),
        "layers/dense/vars/0: is stored by a filter of HDF5 that is not read",
        "scaleoffset",
        "write it again with one of them, or with none");
    refused(
        FILES.resolve("bfloat16_latest.weights.h5"), "write it again with h5py's default libver");
  }

  @Test
  void aDamagedChunkIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(FILES.resolve("fletcher32.weights.h5"));
    byte[] value = {0, 0, (byte) 0xb0, 0x3f}; // 11 / 8, the kernel's last number
    int at = 0;
    for (int i = 0; i < bytes.length - 4; i++) {
      if (java.util.Arrays.equals(bytes, i, i + 4, value, 0, 4)) {
        at = i;
      }
    }
    bytes[at + 2] ^= 1;
    Path file = Files.write(folder.resolve("damaged.weights.h5"), bytes);
    refused(file, "layers/dense/vars/0: a chunk is damaged (checksum)");
  }

  @Test
  void aFileThatIsTooLargeSaysHowToDivideIt() throws IOException {
    Path file = folder.resolve("huge.weights.h5");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    refused(file, "has 3221225472 bytes, limit 2147483639", "max_shard_size=1", "Models.fromJson");
  }

  private static void refused(Path file, String... parts) {
    try (Model model = model()) {
      assertThatThrownBy(() -> model.loadWeights(file))
          .isInstanceOf(FormatException.class)
          .message()
          .contains(parts);
    }
  }

  private static Model model() {
    return Sequential.of(Input.shape(4), new Dense(3));
  }
}

package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of files that stay on the disk are those of arrays in memory. */
class NpyRowsTest {
  @TempDir Path folder;

  @Test
  void givesTheRowsOfTheArray() throws IOException {
    for (String name : new String[] {"int16", "int16_big_endian", "float32_big_endian", "bool"}) {
      Path file = GoldenArrays.file(name + ".npy");
      Dataset expected = Dataset.of(Npy.read(file));
      Dataset found = Npy.dataset(file);
      assertThat(found.size()).as(name).isEqualTo(expected.size());
      assertThat(found.inputs()).isEqualTo(expected.inputs());
      assertThat(found.batches(2)).containsExactlyElementsOf(expected.batches(2));
      assertThat(found.batches(2, 9)).containsExactlyElementsOf(expected.batches(2, 9));
    }
  }

  @Test
  void putsInputsAndTargetsTogether() throws IOException {
    Array x = Array.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Array y = Array.of(new long[] {7, 8, 9});
    Path inputs = folder.resolve("x.npy");
    Path targets = folder.resolve("y.npy");
    Npy.write(inputs, x);
    Npy.write(targets, y);
    assertThat(Npy.dataset(inputs, targets).batches(2, 1))
        .containsExactlyElementsOf(Dataset.of(x, y).batches(2, 1));

    Npy.write(targets, y.rows(0, 2));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.dataset(inputs, targets))
        .withMessage(targets + ": has 2 examples, but " + inputs + " 3");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    for (String name : new String[] {"fortran", "text", "objects", "scalar", "empty"}) {
      assertThatExceptionOfType(FormatException.class)
          .as(name)
          .isThrownBy(() -> Npy.dataset(GoldenArrays.file(name + ".npy")));
    }
    byte[] whole = Files.readAllBytes(GoldenArrays.file("int32.npy"));
    Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 1));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.dataset(cut))
        .withMessageContaining("shape needs 24 bytes, file has 23 bytes");
  }
}

package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files, some thousands of them: each is read or refused in the promised way. */
class MutationTest {
  private static final int MUTANTS = 250;

  @TempDir Path folder;

  @Test
  void npyIsReadOrRefused() throws IOException {
    for (String name : new String[] {"int16", "fortran_text", "bytes", "version3"}) {
      mutate(GoldenArrays.file(name + ".npy"), Npy::read);
    }
    mutate(GoldenArrays.file("int16.npy"), path -> all(Npy.dataset(path)));
  }

  @Test
  void npzIsReadOrRefused() throws IOException {
    for (String name : new String[] {"stored", "compressed", "streamed"}) {
      mutate(GoldenArrays.file(name + ".npz"), Npz::read);
    }
  }

  @Test
  void idxIsReadOrRefused() throws IOException {
    Array array = Array.of(new int[] {1, 2, 3, 4, 5, 6}, 3, 1, 2);
    for (String name : new String[] {"x", "x.gz"}) {
      Path file = folder.resolve(name);
      Idx.write(file, array);
      mutate(file, Idx::read);
    }
  }

  @Test
  void imagesAreReadOrRefused() throws IOException {
    for (String name : new String[] {"palette_alpha.png", "gray.jpg"}) {
      mutate(GoldenArrays.file(name), Png::read);
    }
    for (String name : new String[] {"Rose/g.gif", "daisy-wild/f.bmp", "Rose/halved.jpg"}) {
      mutate(
          GoldenArrays.file("../images/" + name),
          path -> ImageDecoder.decode(ImageDecoder.bytes(path), path.toString()));
    }
  }

  @Test
  void recordsAreReadOrRefused() throws IOException {
    Features features =
        Features.of().input("x", DType.FLOAT32, 4).inputImage("image", ColorMode.RGB, 2, 2);
    for (String name : new String[] {"plain.tfrecord", "compressed.tfrecord"}) {
      mutate(
          GoldenArrays.file("../records/" + name),
          path -> all(TfRecord.of(path).dataset(features)));
    }
    byte[] record =
        TfRecord.of(GoldenArrays.file("../records/plain.tfrecord")).records().iterator().next();
    mutate(
        Files.write(folder.resolve("record"), record),
        path -> features.parse(Files.readAllBytes(path)));
  }

  @Test
  void tablesAreReadOrRefused() throws IOException {
    String table = "1,2.5,x\n\"3\",-4e2,\"x\"\n5,6,x\n";
    mutate(
        Files.writeString(folder.resolve("table"), table),
        path ->
            all(
                Csv.of(path)
                    .columnNames(List.of("a", "b", "y"))
                    .columnDefault("a", 0)
                    .labelName("y")
                    .classNames(List.of("x", "y"))
                    .dataset()));
  }

  private static List<Batch> all(Dataset data) {
    List<Batch> all = new ArrayList<>();
    data.batches(2).forEach(all::add);
    return all;
  }

  private interface Reader {
    Object read(Path path) throws IOException;
  }

  private void mutate(Path original, Reader reader) throws IOException {
    byte[] whole = Files.readAllBytes(original);
    Random random = new Random(20);
    Path file = folder.resolve("mutant");
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(mutant.length);
        mutant[at] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
              case 1 -> (byte) random.nextInt(256);
              case 2 -> (byte) -1;
              default -> 0;
            };
      }
      Files.write(file, mutant);
      try {
        assertThat(reader.read(file)).isNotNull();
      } catch (FormatException | IOException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}

package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files, some thousands of them: each is read or refused in the promised way. */
class MutationTest {
  private static final int MUTANTS = 250;

  @TempDir Path folder;

  @Test
  void imagesAreReadOrRefused() throws IOException {
    for (String name : new String[] {"Rose/g.gif", "daisy-wild/f.bmp", "Rose/halved.jpg"}) {
      mutate(
          GoldenArrays.file("../images/" + name),
          path -> ImageDecoder.decode(ImageDecoder.bytes(path), path.toString()));
    }
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

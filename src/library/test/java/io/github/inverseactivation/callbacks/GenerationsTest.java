package io.github.inverseactivation.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Npz;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens while a state is written, the one before it or the whole new one is there. */
class GenerationsTest {
  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("backup");
  }

  private static Map<String, Array> state(int number) {
    float[] weights = new float[3000];
    weights[0] = number;
    return Map.of("weights", Array.of(weights), "number", Array.of(new int[] {number}));
  }

  private static int number(Generations generations) throws IOException {
    return (int) generations.newest().orElseThrow().get("number").longs()[0];
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theLastTwoAreKept() throws IOException {
    Generations generations = new Generations(folder(), Storage.DISK);
    assertThat(generations.newest()).isEmpty();
    for (int i = 1; i <= 12; i++) {
      generations.add(state(i));
      assertThat(number(generations)).isEqualTo(i);
    }
    assertThat(names()).containsExactly("state-11.npz", "state-12.npz");
    assertThat(Npz.read(folder().resolve("state-12.npz"))).isEqualTo(state(12));
    generations.delete();
    assertThat(folder()).doesNotExist();
  }

  @Test
  void foldersKeepWhatIsNotOurs() throws IOException {
    Generations generations = new Generations(folder(), Storage.DISK);
    generations.add(state(1));
    Files.writeString(folder().resolve("notes.txt"), "mine");
    Files.writeString(folder().resolve("state-2.npz.tmp"), "what a killed process left");
    generations.delete();
    assertThat(names()).containsExactly("notes.txt");
  }

  /** A bit anywhere, a missing end, nothing at all. */
  @Test
  void aDamagedOneIsPassedOver() throws IOException {
    Generations generations = new Generations(folder(), Storage.DISK);
    generations.add(state(1));
    generations.add(state(2));
    Path newest = folder().resolve("state-2.npz");
    byte[] whole = Files.readAllBytes(newest);
    for (int at = 0; at < whole.length; at += at < whole.length - 400 ? 97 : 1) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(newest, damaged);
      assertThatExceptionOfType(FormatException.class)
          .as("byte " + at)
          .isThrownBy(() -> SealedArchive.read(newest))
          .withMessageContaining("SHA-256");
    }
    for (int length : new int[] {0, 1, 63, 64, 65, 5000, whole.length - 1}) {
      Files.write(newest, Arrays.copyOf(whole, length));
      assertThat(number(generations)).as("length " + length).isEqualTo(1);
    }
    Files.write(newest, whole);
    assertThat(number(generations)).isEqualTo(2);
  }

  @Test
  void everyFaultLeavesAWholeState() throws IOException {
    int faults = 0;
    for (int failing = 0; ; failing++) {
      Path place = temporary.resolve("fault" + failing);
      new Generations(place, Storage.DISK).add(state(1));
      new Generations(place, Storage.DISK).add(state(2));
      Faulty storage = new Faulty(failing);
      Generations generations = new Generations(place, storage);
      if (!storage.fails(() -> generations.add(state(3)))) {
        break;
      }
      faults++;
      assertThat(number(generations)).as(storage.done).isIn(2, 3);
      generations.add(state(4)); // the next one succeeds
      assertThat(number(generations)).as(storage.done).isEqualTo(4);
    }
    assertThat(faults).isGreaterThan(6); // create, writes, force, move, force, delete
  }

  /** What is written but silently not stored is found before it takes the place of anything. */
  @Test
  void aDiskThatLosesBytesIsNoticed() throws IOException {
    new Generations(folder(), Storage.DISK).add(state(1));
    Faulty lossy = new Faulty(Integer.MAX_VALUE);
    lossy.losing = true;
    Generations generations = new Generations(folder(), lossy);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> generations.add(state(2)))
        .withMessageContaining("SHA-256");
    assertThat(names()).containsExactly("state-1.npz");
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Fails once, at the operation of a given number. */
  private static final class Faulty implements Storage {
    private int left;
    private String done = "";
    private boolean losing;

    Faulty(int operations) {
      left = operations;
    }

    boolean fails(Action action) {
      try {
        action.run();
        return false;
      } catch (IOException e) {
        assertThat(e).hasMessage("fault");
        return true;
      }
    }

    private void step(String what) throws IOException {
      done += what + " ";
      if (left-- == 0) {
        throw new IOException("fault");
      }
    }

    @Override
    public OutputStream create(Path file) throws IOException {
      step("create");
      return new FilterOutputStream(DISK.create(file)) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          for (int at = 0; at < length; at += 4096) {
            step("write");
            out.write(bytes, offset + at, Math.min(4096, length - at) - (losing ? 1 : 0));
          }
        }
      };
    }

    @Override
    public void force(Path file) throws IOException {
      step("force");
      DISK.force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      step("move");
      DISK.move(from, to);
    }

    @Override
    public void forceNames(Path folder) throws IOException {
      step("forceNames");
      DISK.forceNames(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
      step("delete");
      DISK.delete(file);
    }
  }
}

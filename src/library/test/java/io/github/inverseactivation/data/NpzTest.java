package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stored", "compressed", "streamed"})
  void readsWhatNumPyWrote(String name) throws IOException {
    JsonNode golden = GoldenArrays.json().get("npz").get(name);

    Map<String, Array> read = Npz.read(GoldenArrays.file(name + ".npz"));

    assertThat(read.keySet()).containsExactly("b", "a", "t", "folder/c");
    read.forEach((key, array) -> assertThat(array).isEqualTo(GoldenArrays.array(golden.get(key))));
  }

  @Test
  void writesWhatItReads() throws IOException {
    Map<String, Array> arrays = Npz.read(GoldenArrays.file("stored.npz"));
    Path stored = folder.resolve("stored.npz");
    Path compressed = folder.resolve("compressed.npz");
    Map<String, Array> many = new LinkedHashMap<>(arrays);
    many.put("zeros", Array.of(new float[100_000], 1000, 100));

    Npz.write(stored, many);
    Npz.writeCompressed(compressed, many);

    assertThat(Npz.read(stored)).isEqualTo(many);
    assertThat(Npz.read(compressed)).isEqualTo(many);
    assertThat(Files.size(stored)).isGreaterThan(400_000);
    assertThat(Files.size(compressed)).isLessThan(5_000);
    byte[] before = Files.readAllBytes(stored);
    Npz.write(stored, many);
    assertThat(stored).hasBinaryContent(before);
  }

  @Test
  void keepsTheOldFileWhenWritingFails() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(file, Map.of("x", Array.of(new float[] {1})));
    byte[] before = Files.readAllBytes(file);

    Map<String, Array> bad = new LinkedHashMap<>();
    bad.put("y", Array.of(new float[1000]));
    bad.put("z", Array.of(DType.BFLOAT16, new short[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> Npz.write(file, bad));
    for (String name : new String[] {"../x", "/x", "a\\b", "", "a/../b"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Npz.write(file, Map.of(name, Array.of(new float[1]))))
          .withMessageEndingWith("got '" + name + "'");
    }

    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    for (String name : new String[] {"stored", "compressed", "streamed"}) {
      byte[] whole = Files.readAllBytes(GoldenArrays.file(name + ".npz"));
      for (int length = 0; length < whole.length; length += 5) {
        Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
        assertThatExceptionOfType(FormatException.class)
            .isThrownBy(() -> Npz.read(cut))
            .withMessageStartingWith(cut + ": ");
      }
    }
  }

  @Test
  void verifiesChecksums() throws IOException {
    byte[] file = Files.readAllBytes(GoldenArrays.file("stored.npz"));
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("\n\0\0"); // end of a header
    file[at + 9] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.npz"), file);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npz.read(damaged))
        .withMessage(damaged + ": a: is damaged (checksum)");
  }

  @Test
  void refusesHostileNames() throws IOException {
    for (String name :
        new String[] {"../x.npy", "a/../x.npy", "/x.npy", "a\\x.npy", "x.txt", ".npy"}) {
      Path file = zip(name, npy("(1,)", 4));
      assertThatExceptionOfType(FormatException.class)
          .isThrownBy(() -> Npz.read(file))
          .withMessage(file + ": entries named like x.npy are expected, found '" + name + "'");
    }
  }

  @Test
  void refusesWhatAppearsTwice() throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put("x1", Array.of(new float[] {1}));
    arrays.put("x2", Array.of(new float[] {2}));
    Path file = folder.resolve("twice.npz");
    Npz.write(file, arrays);
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace("x2.npy", "x1.npy").getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npz.read(file))
        .withMessage(file + ": x1.npy appears twice");
  }

  @Test
  void comparesTheShapeWithTheEntry() throws IOException {
    Path file = zip("x.npy", npy("(300000000,)", 8));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npz.read(file))
        .withMessage(file + ": x: shape needs 1.2 GB, entry has 8 bytes");
  }

  @Test
  void limitsTheTotal() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.writeCompressed(file, Map.of("x", Array.of(new float[500]), "y", Array.of(new float[500])));
    assertThat(Npz.read(file, 2 * 2128)).hasSize(2);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npz.read(file, 2 * 2128 - 1))
        .withMessage(file + ": expands to more than the limit of 4.3 kB");
  }

  @Test
  void refusesSizesThatCannotBe() throws IOException {
    // The directory claims 2 GB for a few stored bytes, and the shape agrees with it.
    Path file = zip("x.npy", npy("(500000000,)", 8));
    byte[] bytes = Files.readAllBytes(file);
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 2_000_000_128);
    Files.write(file, bytes);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npz.read(file))
        .withMessageContaining(": x.npy declares 2000000128 bytes, stores ");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("x.npz"), "hello");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npz.read(text))
        .withMessageStartingWith(text + ": not an archive, or a damaged one");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Npz.read(folder.resolve("none.npz")));
  }

  private Path zip(String entry, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
    return Files.write(folder.resolve("made.npz"), out.toByteArray());
  }

  private static byte[] npy(String shape, int dataBytes) {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}";
    return ByteBuffer.allocate(10 + header.length() + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}

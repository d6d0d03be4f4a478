package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {
  @TempDir Path folder;

  static Stream<String> golden() throws IOException {
    JsonNode files = GoldenArrays.json().get("npy");
    return StreamSupport.stream(((Iterable<String>) files::fieldNames).spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void readsWhatNumPyWrote(String name) throws IOException {
    Array expected = GoldenArrays.array(GoldenArrays.json().get("npy").get(name));

    Array read = Npy.read(GoldenArrays.file(name + ".npy"));

    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void writesByteForByteWhatNumPyWrites(String name) throws IOException {
    Path golden = GoldenArrays.file(name + ".npy");
    Path mine = folder.resolve("mine.npy");
    Npy.write(mine, Npy.read(golden));

    assertThat(Npy.read(mine)).isEqualTo(Npy.read(golden));
    boolean sameForm =
        !name.contains("big_endian")
            && !name.contains("fortran")
            && !name.contains("version")
            && !name.equals("bytes"); // ASCII bytes become text
    if (sameForm) {
      assertThat(mine).hasSameBinaryContentAs(golden);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "objects, pickled objects are not supported",
    "structured, structured arrays are not supported",
    "complex, type '<c8' is not supported",
    "dates, NPY header"
  })
  void refusesOtherTypes(String name, String message) {
    Path file = GoldenArrays.file(name + ".npy");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(name.equals("dates") ? "is not supported" : message);
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = Files.readAllBytes(GoldenArrays.file("int16.npy"));
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Npy.read(file));
    }
    Path longer = Files.write(folder.resolve("long.npy"), Arrays.copyOf(whole, whole.length + 1));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.read(longer))
        .withMessageEndingWith("shape needs 12 bytes, file has 13 bytes");
  }

  static List<List<String>> badHeaders() {
    String good = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
    return List.of(
        List.of(good.replace("(1,)", "(300000000,)"), "shape needs 1.2 GB, file has 4 bytes"),
        List.of(good.replace("(1,)", "(99999999999, 99999999999)"), "larger than any memory"),
        List.of(good.replace("(1,)", "(4611686018427387905,)"), "1 to 18 digits"),
        List.of(good.replace("(1,)", "(-1,)"), "expected a number of 1 to 18 digits, found '-'"),
        List.of(good.replace("(1,)", "(1)"), "expected ',', found ')'"),
        List.of(good.replace("(1,)", "1"), "expected '(', found '1'"),
        List.of(good.replace("(1,)", "(" + "1,".repeat(65) + ")"), "more than 64 dimensions"),
        List.of(good.replace("False", "0"), "expected True or False, found '0'"),
        List.of(good.replace("'shape'", "'shap'"), "found 'shap'"),
        List.of(good.replace("}", "'shape': (1,)}"), "found 'shape'"),
        List.of("{'descr': '<f4'}", "expected descr, fortran_order and shape"),
        List.of(good + "x", "expected the end, found 'x'"),
        List.of(good.replace("}", ""), "expected a string, found the end"),
        List.of(good.replace("<f4", "<f3"), "type '<f3' is not supported"),
        List.of(good.replace("<f4", "<U0"), "type '<U0' is not supported"),
        List.of(good.replace("<f4", "|S999999999"), "type '|S999999999' is not supported"),
        List.of(good.replace("<f4", "\\x41"), "without escapes"),
        List.of(good.replace("'<f4'", "__import__('os')"), "expected a string, found '_'"),
        List.of("", "expected '{', found the end"));
  }

  @ParameterizedTest
  @MethodSource("badHeaders")
  void refusesBadHeaders(List<String> headerAndMessage) throws IOException {
    Path file = npy(1, headerAndMessage.get(0), new byte[4]);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(headerAndMessage.get(1));
  }

  @Test
  void limitsTheHeader() throws IOException {
    Path file = npy(2, " ".repeat(1 << 16) + "{}", new byte[0]);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.read(file))
        .withMessageEndingWith("header of 65.5 kB, limit 65.5 kB");
    Path version = npy(4, "{}", new byte[0]);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.read(version))
        .withMessageContaining("found 4.0");
  }

  @Test
  void refusesWhatIsNoCharacter() throws IOException {
    Path file =
        npy(
            1,
            "{'descr': '>U1', 'fortran_order': False, 'shape': (1,)}",
            new byte[] {0, 0x11, 0, 0});
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Npy.read(file))
        .withMessageEndingWith("string 0 holds 110000, no character");
  }

  @Test
  void writesOnlyWhatNumPyKnows() {
    Path file = folder.resolve("x.npy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Npy.write(file, Array.of(DType.BFLOAT16, new short[1])))
        .withMessage("NumPy has no bfloat16: cast the array to float32 before writing it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Npy.write(file, Array.ofStrings("a\0")))
        .withMessageContaining("zero byte");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keepsBytesThatAreNoText() throws IOException {
    Array bytes = Array.of(DType.STRING, new byte[][] {{(byte) 0xFF, 1}, {7}});
    Npy.write(folder.resolve("b.npy"), bytes);
    assertThat(Npy.read(folder.resolve("b.npy"))).isEqualTo(bytes);
  }

  private Path npy(int version, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0};
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    out.write(start);
    for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
      out.write(text.length >>> 8 * i);
    }
    out.write(text);
    out.write(data);
    return Files.write(folder.resolve("made.npy"), out.toByteArray());
  }
}

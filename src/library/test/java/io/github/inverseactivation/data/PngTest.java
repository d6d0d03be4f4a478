package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gray",
        "rgb",
        "rgba",
        "gray_alpha",
        "gray16",
        "gray1",
        "palette",
        "palette_alpha"
      })
  void readsEveryKind(String name) throws IOException {
    Array expected = GoldenArrays.array(GoldenArrays.json().get("png").get(name + ".png"));
    assertThat(Png.read(GoldenArrays.file(name + ".png"))).isEqualTo(expected);
  }

  @Test
  void readsJpegAsTensorFlowDoes() throws IOException {
    Array expected = GoldenArrays.array(GoldenArrays.json().get("png").get("gray.jpg"));
    Array read = Png.read(GoldenArrays.file("gray.jpg"));

    assertThat(read.shape()).containsExactly(16, 16, 1);
    long[] found = read.longs();
    long[] wanted = expected.longs();
    for (int i = 0; i < found.length; i++) { // decoders may round differently by one
      assertThat(Math.abs(found[i] - wanted[i])).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray", "rgb", "rgba"})
  void writesWhatItReads(String name) throws IOException {
    Array image = Png.read(GoldenArrays.file(name + ".png"));
    Path file = folder.resolve("copy.png");
    Png.write(file, image);
    assertThat(Png.read(file)).isEqualTo(image);
  }

  @Test
  void writesAMatrixAsGray() throws IOException {
    Path file = folder.resolve("gray.png");
    Png.write(file, Array.uint8(new byte[] {0, 127, -128, -1, 1, 2}, 2, 3));
    assertThat(Png.read(file)).isEqualTo(Array.uint8(new byte[] {0, 127, -128, -1, 1, 2}, 2, 3, 1));
  }

  @Test
  void refusesToWriteOtherArrays() {
    Path file = folder.resolve("x.png");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.write(file, Array.of(new float[4], 2, 2)))
        .withMessage(
            "an image is uint8 [height, width] or [height, width, 1, 3 or 4], got float32 [2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.write(file, Array.uint8(new byte[8], 2, 2, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.write(file, Array.uint8(new byte[0], 0, 2)));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesEveryTruncationAndEveryFlippedBit() throws IOException {
    byte[] whole = Files.readAllBytes(GoldenArrays.file("rgb.png"));
    for (int i = 0; i < whole.length; i++) {
      Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, i));
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Png.read(cut));
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Path bad = Files.write(folder.resolve("bad.png"), flipped);
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Png.read(bad));
    }
  }

  @Test
  void refusesATruncatedJpeg() throws IOException {
    byte[] whole = Files.readAllBytes(GoldenArrays.file("gray.jpg"));
    for (int length = 0; length < whole.length - 2; length += 3) {
      Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, length));
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Png.read(cut));
    }
  }

  @Test
  void checksTheSizeBeforeDecoding() throws IOException {
    byte[] file = Files.readAllBytes(GoldenArrays.file("gray.png"));
    ByteBuffer bytes = ByteBuffer.wrap(file).putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(file, 12, 17);
    bytes.putInt(29, (int) crc.getValue());
    Path bomb = Files.write(folder.resolve("bomb.png"), file);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Png.read(bomb))
        .withMessageContaining("header says 100000 x 100000 pixels, limit 67108864 in all");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("x.png"), "hello, world");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Png.read(text))
        .withMessage(text + ": neither a PNG nor a JPEG file");
  }
}

package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, -1
  };
  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9};

  @TempDir Path folder;

  @Test
  void readsPlainAndCompressedFiles() throws IOException {
    Array images = Array.uint8(new byte[] {1, 2, 3, -1}, 2, 1, 2);
    assertThat(Idx.readImages(file(IMAGES))).isEqualTo(images);
    assertThat(Idx.readImages(file(gzip(IMAGES)))).isEqualTo(images);
    assertThat(Idx.read(file(gzip(IMAGES)))).isEqualTo(images);
    assertThat(Idx.readLabels(file(LABELS))).isEqualTo(Array.uint8(new byte[] {7, 8, 9}));
  }

  @Test
  void readsBigEndianNumbers() throws IOException {
    assertThat(Idx.read(file(0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, 0xFF, 0xFE)))
        .isEqualTo(Array.of(DType.INT16, new short[] {258, -2}));
    assertThat(Idx.read(file(0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0)))
        .isEqualTo(Array.of(new float[] {1.5f}));
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT8", "INT8", "INT16", "INT32", "FLOAT32", "FLOAT64"})
  void writesWhatItReads(DType dtype) throws IOException {
    Array array = Array.of(new int[] {1, 2, 3, 4, 5, 100}, 3, 2).cast(dtype);
    for (String name : new String[] {"x", "x.gz"}) {
      Idx.write(folder.resolve(name), array);
      assertThat(Idx.read(folder.resolve(name))).isEqualTo(array);
    }
    assertThat(Files.readAllBytes(folder.resolve("x.gz"))).startsWith(0x1F, 0x8B);
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Idx.write(folder.resolve("x"), Array.uint8(new byte[] {1, 2, 3, -1}, 2, 1, 2));
    assertThat(folder.resolve("x")).hasBinaryContent(IMAGES);
  }

  @Test
  void refusesToWriteOtherTypes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.write(folder.resolve("x"), Array.of(new long[1])))
        .withMessageContaining("got int64; cast the array first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.write(folder.resolve("x"), Array.scalar(DType.INT32, new int[1])));
  }

  @Test
  void saysWhichFileItWas() throws IOException {
    Path labels = file(LABELS);
    assertFormat(
        () -> Idx.readImages(labels), labels + ": expected 2051, found 2049: a labels file?");
    Path images = file(gzip(IMAGES));
    assertFormat(
        () -> Idx.readLabels(images), images + ": expected 2049, found 2051: an images file?");
    Path text = file("hello, world".getBytes());
    assertFormat(
        () -> Idx.read(text),
        text
            + ": not an IDX file: expected a magic number such as 2051 (images) or 2049 (labels),"
            + " found 1751477356");
  }

  @Test
  void saysWhereDataEnd() throws IOException {
    Path cut = file(Arrays.copyOf(IMAGES, IMAGES.length - 1));
    assertFormat(() -> Idx.readImages(cut), cut + ": header says 2 images, data ends at 1");
    Path labels = file(gzip(Arrays.copyOf(LABELS, LABELS.length - 1)));
    assertFormat(() -> Idx.readLabels(labels), labels + ": header says 3 labels, data ends at 2");
    Path longer = file(gzip(Arrays.copyOf(LABELS, LABELS.length + 1)));
    assertFormat(() -> Idx.readLabels(longer), longer + ": header says 3 labels, but data go on");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesEveryTruncation(boolean compressed) throws IOException {
    byte[] whole = compressed ? gzip(IMAGES) : IMAGES;
    for (int length = 0; length < whole.length; length++) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatExceptionOfType(FormatException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> Idx.readImages(cut))
          .withMessageStartingWith(cut + ": ");
    }
  }

  @Test
  void verifiesTheChecksumOfGzip() throws IOException {
    byte[] bytes = gzip(IMAGES);
    bytes[bytes.length - 8] ^= 1;
    Path damaged = file(bytes);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Idx.readImages(damaged))
        .withMessageStartingWith(damaged + ": damaged gzip data");
  }

  @Test
  void doesNotBelieveTheHeader() throws IOException {
    Path large = file(0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0, 0, 0, 0, 1, 0, 0, 0, 1, 5);
    assertFormat(() -> Idx.read(large), large + ": header says 2147483392 images, data ends at 1");
    Path larger = file(0, 0, 8, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    assertFormat(
        () -> Idx.read(larger),
        larger + ": header says [4294967295, 4294967295, 4294967295] uint8, limit 2.1 GB");
    Path rank = file(0, 0, 8, 255);
    assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Idx.read(rank));
  }

  @Test
  void stopsAGzipBombAtWhatTheHeaderDeclares() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(LABELS);
      for (int i = 0; i < 8; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    Path bomb = file(bytes.toByteArray());
    assertFormat(() -> Idx.readLabels(bomb), bomb + ": header says 3 labels, but data go on");
  }

  @Test
  void leavesTroubleWithTheDiskToIoException() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Idx.read(folder.resolve("none")));
  }

  private static void assertFormat(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatExceptionOfType(FormatException.class).isThrownBy(call).withMessage(message);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "x", ".idx"), bytes);
  }

  private Path file(int... bytes) throws IOException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return file(all);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}

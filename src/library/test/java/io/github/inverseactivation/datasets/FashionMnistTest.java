package io.github.inverseactivation.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Idx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  private static final byte[] CONTENT = "forty-two bytes that stand for a data file".getBytes();

  @TempDir Path folder;
  private LoopbackServer server;
  private URI origin;

  @BeforeEach
  void startServer() throws IOException {
    server = new LoopbackServer();
    server.response = gzip(CONTENT);
    origin = server.address();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @Test
  void looksIntoTheNamedFolderThenTheCacheThenTheSystem() throws IOException {
    Path named = data("named", 1);
    Path cache = data("cache", 2);
    Path system = data("system", 3);
    Path none = folder.resolve("none");

    assertThat(firstLabel(FashionMnist.load(List.of(named), cache, system, origin))).isEqualTo(1);
    assertThat(firstLabel(FashionMnist.load(List.of(none), cache, system, origin))).isEqualTo(2);
    assertThat(firstLabel(FashionMnist.load(List.of(), cache, system, origin))).isEqualTo(2);
    assertThat(firstLabel(FashionMnist.load(List.of(), none, system, origin))).isEqualTo(3);
    assertThat(FashionMnist.load(named).name()).isEqualTo("fashion-mnist");
    assertThat(server.requests).isZero();
  }

  @Test
  void isOnTheClassPathOfTheTests() throws IOException {
    TrainTest data = FashionMnist.load();

    // The digests of the content that Python Keras downloads, without the files' headers.
    assertThat(data.train().targetArrays().get(0).shape()).containsExactly(60_000);
    assertThat(sha256(data.train().inputArrays().get(0), 16, 0x803, 60_000, 28, 28))
        .isEqualTo("c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888");
    assertThat(sha256(data.test().inputArrays().get(0), 16, 0x803, 10_000, 28, 28))
        .isEqualTo("5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b");
    assertThat(sha256(data.test().targetArrays().get(0), 8, 0x801, 10_000))
        .isEqualTo("0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");
    assertThat(FashionMnist.load(folder.resolve("none")).test().size()).isEqualTo(10_000);
  }

  @Test
  void namesEveryPlaceThatWasTried() throws IOException {
    Path named = data("named", 1);
    Files.delete(named.resolve("t10k-labels-idx1-ubyte.gz"));
    Path cache = folder.resolve("cache");
    Path system = folder.resolve("system");
    server.status = 404;

    assertThatIOException()
        .isThrownBy(() -> FashionMnist.load(List.of(named), cache, system, origin))
        .withMessageStartingWith("Fashion-MNIST was not found; tried ")
        .withMessageContaining(named + " (no t10k-labels-idx1-ubyte), ")
        .withMessageContaining(cache + " (no such folder), " + system + " (no such folder), ")
        .withMessageContaining("train-images-idx3-ubyte.gz: expected HTTP status 200, found 404");
  }

  @Test
  void keepsNothingThatIsNotTheDataSet() {
    Path cache = folder.resolve("cache");
    assertThatIOException()
        .isThrownBy(() -> FashionMnist.load(List.of(), cache, folder.resolve("none"), origin))
        .withMessageContaining("expected content with SHA-256 c59f468a2f67");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void saysSoWhenWhatIsThereIsDamaged() throws IOException {
    Path cache = data("cache", 2);
    Path file = cache.resolve("t10k-images-idx3-ubyte.gz");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 30));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> FashionMnist.load(List.of(), cache, cache, origin))
        .withMessageStartingWith(file + ": ");
  }

  @Test
  void downloadsWhatIsExpected() throws IOException {
    Path target = folder.resolve("new/folder/x.gz");
    Download.fetch(origin.resolve("x.gz"), target, expected(CONTENT));
    assertThat(target).hasBinaryContent(server.response);
  }

  @Test
  void refusesWhatIsLongerShorterOrOther() throws IOException {
    Path target = folder.resolve("cache/x.gz");
    Download.Expected expected = expected(CONTENT);

    server.response = gzip(new byte[100_000]);
    assertRefused(target, expected, "expected 42 bytes of content, found more");
    server.response = new byte[100_000];
    assertRefused(target, expected, "Not in GZIP format");
    server.response = Arrays.copyOf(gzip(CONTENT), 20);
    assertRefused(target, expected, "ends early, after ");
    byte[] other = CONTENT.clone();
    other[0]++;
    server.response = gzip(other);
    assertRefused(target, expected, "expected content with SHA-256 ");
    server.response = Arrays.copyOf(gzip(CONTENT), 5_000);
    assertRefused(target, expected, "longer than what was expected");
    server.status = 302;
    assertRefused(target, expected, "expected HTTP status 200, found 302");
  }

  @Test
  void followsKerasToItsCache() {
    String sets = "datasets/fashion-mnist";
    String home = folder.toString();
    assertThat(KerasCache.folder("fashion-mnist", "/k", home, "/t")).isEqualTo(Path.of("/k", sets));
    assertThat(KerasCache.folder("fashion-mnist", "~/k", home, "/t"))
        .isEqualTo(folder.resolve("k/" + sets));
    assertThat(KerasCache.folder("fashion-mnist", null, home, "/t"))
        .isEqualTo(folder.resolve(".keras/" + sets));
    assertThat(KerasCache.folder("fashion-mnist", null, home + "/none", "/t"))
        .isEqualTo(Path.of("/t/.keras", sets));
  }

  private void assertRefused(Path target, Download.Expected expected, String message) {
    assertThatIOException()
        .isThrownBy(() -> Download.fetch(origin.resolve("x.gz"), target, expected))
        .withMessageContaining(message);
    assertThat(target.getParent())
        .satisfiesAnyOf(
            parent -> assertThat(parent).doesNotExist(),
            parent -> assertThat(parent).isEmptyDirectory());
  }

  private Path data(String name, int label) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Array image = Array.uint8(new byte[4], 1, 2, 2);
    Array labels = Array.uint8(new byte[] {(byte) label});
    Idx.write(place.resolve("train-images-idx3-ubyte"), image);
    Idx.write(place.resolve("train-labels-idx1-ubyte.gz"), labels);
    Idx.write(place.resolve("t10k-images-idx3-ubyte.gz"), image);
    Idx.write(place.resolve("t10k-labels-idx1-ubyte.gz"), labels);
    return place;
  }

  /** The digest of an IDX file: its header, then the array's bytes. */
  private static String sha256(Array array, int headerBytes, int... header) {
    ByteBuffer file = ByteBuffer.allocate(headerBytes + array.size());
    IntStream.of(header).forEach(file::putInt);
    file.put((byte[]) array.elements());
    return sha256(file.array());
  }

  private static long firstLabel(TrainTest data) {
    return data.train().targetArrays().get(0).longs()[0];
  }

  private static Download.Expected expected(byte[] content) {
    return new Download.Expected(content.length, sha256(content));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}

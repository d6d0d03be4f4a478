package io.github.inverseactivation.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArraySpec;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, 6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte, a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte, 2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte, 27ae3e4e09519cfbb04c329615203637"
  })
  void shipsThePublishedFiles(String name, String md5)
      throws IOException, NoSuchAlgorithmException {
    try (InputStream in =
        new GZIPInputStream(MnistTest.class.getResourceAsStream("mnist/" + name + ".gz"))) {
      byte[] digest = MessageDigest.getInstance("MD5").digest(in.readAllBytes());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(md5);
    }
  }

  @Test
  void withoutTheArtifactTheCacheIsTakenAndElseFilled() throws IOException {
    byte[] content = npz();
    Download.Expected expected =
        new Download.Expected(content.length, FashionMnistTest.sha256(content));
    Path cached = folder.resolve("datasets/mnist.npz");
    try (LoopbackServer server = new LoopbackServer()) {
      server.response = content;
      TrainTest fetched = Mnist.load(cached, server.address(), expected);
      assertThat(fetched.name()).isEqualTo("mnist");
      assertThat(fetched.train().inputArrays().get(0).shape()).containsExactly(2, 28, 28, 1);
      assertThat(fetched.test().targetArrays().get(0).longs()).containsExactly(7);
      assertThat(cached).hasBinaryContent(content);
      Mnist.load(cached, server.address(), expected);
      assertThat(server.requests).isEqualTo(1);
    }
  }

  @Test
  void nothingIsKeptOfWhatIsNotTheDataSet() throws IOException {
    byte[] content = npz();
    Path cached = folder.resolve("datasets/mnist.npz");
    try (LoopbackServer server = new LoopbackServer()) {
      server.response = content;
      for (long bytes : new long[] {content.length - 1, content.length, content.length + 1}) {
        Download.Expected other = new Download.Expected(bytes, "00");
        assertThatIOException()
            .isThrownBy(() -> Mnist.load(cached, server.address(), other))
            .withMessageStartingWith("MNIST was not found; tried the class path, " + cached)
            .withMessageContaining("add the artifact inverse-activation-mnist");
        assertThat(cached).doesNotExist();
      }
    }
  }

  private byte[] npz() throws IOException {
    Path file = folder.resolve("small.npz");
    Npz.write(
        file,
        Map.of(
            "x_train", Array.uint8(new byte[2 * 784], 2, 28, 28),
            "y_train", Array.uint8(new byte[] {5, 0}),
            "x_test", Array.uint8(new byte[784], 1, 28, 28),
            "y_test", Array.uint8(new byte[] {7})));
    return Files.readAllBytes(file);
  }

  @Test
  void loadsDigits() throws IOException {
    TrainTest mnist = Mnist.load();

    assertThat(mnist.name()).isEqualTo("mnist");
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.train().inputs())
        .containsExactly(new ArraySpec(DType.UINT8, new long[] {28, 28, 1}));
    assertThat(mnist.train().targets()).containsExactly(new ArraySpec(DType.UINT8, new long[0]));
    // The first digits as the database's page and countless tutorials show them.
    assertThat(mnist.train().targetArrays().get(0).rows(0, 5).longs())
        .containsExactly(5, 0, 4, 1, 9);
    assertThat(mnist.test().targetArrays().get(0).rows(0, 5).longs())
        .containsExactly(7, 2, 1, 0, 4);
    // The published mean and deviation of the training pixels, 0.1307 and 0.3081 of 255.
    Array pixels = mnist.train().inputArrays().get(0);
    double sum = 0;
    double squares = 0;
    for (byte pixel : (byte[]) pixels.elements()) {
      double value = (pixel & 0xFF) / 255.0;
      sum += value;
      squares += value * value;
    }
    double mean = sum / pixels.size();
    assertThat(mean).isBetween(0.13065, 0.13075);
    assertThat(Math.sqrt(squares / pixels.size() - mean * mean)).isBetween(0.30805, 0.30815);
  }
}

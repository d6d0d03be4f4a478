package io.github.inverseactivation.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArraySpec;
import io.github.inverseactivation.data.DType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistTest {

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
        new GZIPInputStream(Mnist.class.getResourceAsStream("mnist/" + name + ".gz"))) {
      byte[] digest = MessageDigest.getInstance("MD5").digest(in.readAllBytes());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(md5);
    }
  }

  @Test
  void loadsDigits() {
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

package io.github.inverseactivation.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArraySpec;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Idx;
import io.github.inverseactivation.data.Npz;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path folder;

  @Test
  void findsMnistByName() throws IOException {
    assertThat(Datasets.load("mnist").test().size()).isEqualTo(10_000);
  }

  @Test
  void readsAnNpzThatNumPyWrote() throws IOException {
    TrainTest data = Datasets.load(golden("dataset.npz"));

    assertThat(data.name()).isEqualTo("dataset");
    assertThat(data.train().inputs())
        .containsExactly(new ArraySpec(DType.UINT8, new long[] {4, 4, 1}));
    assertThat(data.train().size()).isEqualTo(2);
    assertThat(data.train().targetArrays()).containsExactly(Array.uint8(new byte[] {3, 1}));
    assertThat(data.test().size()).isEqualTo(1);
  }

  @Test
  void saysWhatAnNpzLacks() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Datasets.load(golden("other.npz")))
        .withMessage(golden("other.npz") + ": no 'x_train', found a, b");
  }

  @Test
  void saysWhatInAnNpzDisagrees() throws IOException {
    Path file = folder.resolve("bad.npz");
    Array two = Array.of(new float[2]);
    Array three = Array.of(new float[3]);
    Npz.write(file, Map.of("x_train", two, "y_train", three, "x_test", two, "y_test", two));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Datasets.load(file.toString()))
        .withMessage(
            file + ": x_train, y_train: targets has 3 examples, but the first input has 2");
    Npz.write(
        file, Map.of("x_train", two, "y_train", two, "x_test", two.reshape(2, 1), "y_test", two));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.load(file.toString()))
        .withMessageStartingWith("bad: the examples for training and test differ");
  }

  @Test
  void readsAFolderOfIdxFiles() throws IOException {
    Array images = Array.uint8(new byte[12], 3, 2, 2);
    Array labels = Array.uint8(new byte[] {1, 2, 3});
    Idx.write(folder.resolve("train-images-idx3-ubyte"), images);
    Idx.write(folder.resolve("train-labels-idx1-ubyte.gz"), labels);
    Idx.write(folder.resolve("t10k-images-idx3-ubyte.gz"), images);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Datasets.load(folder.toString()))
        .withMessage(folder + ": no 't10k-labels-idx1-ubyte' or .gz of it");
    Idx.write(folder.resolve("t10k-labels-idx1-ubyte"), labels);

    TrainTest data = Datasets.load(folder.toString());
    assertThat(data.name()).isEqualTo(folder.getFileName().toString());
    assertThat(data.train().inputArrays()).containsExactly(images.reshape(3, 2, 2, 1));
    assertThat(data.test().targetArrays()).containsExactly(labels);

    Idx.write(folder.resolve("t10k-labels-idx1-ubyte"), labels.rows(0, 2));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Datasets.load(folder.toString()))
        .withMessageEndingWith("test: 3 images but 2 labels");
  }

  @Test
  void saysWhatItKnows() throws IOException {
    Files.createFile(folder.resolve("x.csv"));
    for (String unknown :
        new String[] {"mnits", "nul\0", folder + "/x.csv", folder + "/none.npz"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Datasets.load(unknown))
          .withMessage(
              "unknown data set '"
                  + unknown
                  + "': expected mnist, fashion-mnist, an .npz file or a folder of IDX files that"
                  + " exists");
    }
  }

  private static String golden(String name) {
    try {
      return Path.of(DatasetsTest.class.getResource("/golden/arrays/" + name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}

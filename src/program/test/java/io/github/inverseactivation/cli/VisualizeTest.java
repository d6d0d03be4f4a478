package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.reports.KernelMaps;
import io.github.inverseactivation.reports.TrainingCurves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of the command line: those of training, and those that are asked for. */
class VisualizeTest {
  @TempDir static Path folder;
  private static Path run;
  private static Path image;

  @BeforeAll
  static void train() throws IOException {
    Path data = SmallData.write(folder);
    run = folder.resolve("run");
    CommandLineRun training =
        CommandLineRun.of("train", "--dataset", data, "--epochs", 2, "--out", run);
    assertThat(training.status()).as(training.err()).isZero();
    image = folder.resolve("one.png");
    Png.write(image, Npz.read(data).get("x_test").rows(0, 1).reshape(8, 8, 1));
  }

  @Test
  void trainLeavesItsCurvesAndItsMistakes() throws IOException {
    Array curves = TrainingCurves.of(run.resolve("history.csv")).picture();

    assertThat(Png.read(run.resolve("curves.png"))).isEqualTo(curves);
    long[] shape = Png.read(run.resolve("confusion.png")).shape();
    assertThat(shape[0]).isGreaterThan(4 * 50); // four classes
    assertThat(shape[1]).isBetween(4L * 50, 10L * 50);
  }

  @Test
  void kernelsAndMapsAreThoseOfTheLibrary() throws IOException {
    Path keras = run.resolve("model.keras");
    Path out = folder.resolve("new/folder");

    CommandLineRun pictures =
        CommandLineRun.of("visualize", keras, "--input", image, "--out", out, "--json");

    assertThat(pictures.status()).as(pictures.err()).isZero();
    Path kernels = out.resolve("kernels.png");
    Path maps = out.resolve("maps.png");
    assertThat(pictures.json().toString())
        .isEqualTo("{\"files\":[\"" + kernels + "\",\"" + maps + "\"]}");
    try (Model model = Models.load(keras)) {
      KernelMaps expected = KernelMaps.of(model);
      assertThat(Png.read(kernels)).isEqualTo(expected.kernels());
      assertThat(Png.read(maps)).isEqualTo(expected.maps(Png.read(image)));
    }
  }

  @Test
  void withoutAnInputThereAreKernelsAlone() {
    Path out = folder.resolve("kernels");

    CommandLineRun text = CommandLineRun.of("visualize", run.resolve("model.keras"), "--out", out);

    assertThat(text.out()).isEqualTo("written to " + out.resolve("kernels.png") + "\n");
    assertThat(out.resolve("maps.png")).doesNotExist();
  }

  /** Whole models of Keras 2 and 3, with InverseActivation as a nested functional model. */
  @Test
  void filesOfPythonAreDrawn() {
    Path files = Path.of("src/library/test/resources/keras");
    for (String name : new String[] {"plain.keras", "functional.keras", "keras2.h5", "legacy.h5"}) {
      CommandLineRun drawn =
          CommandLineRun.of("visualize", files.resolve(name), "--out", folder.resolve(name));
      assertThat(drawn.status()).as(name + ": " + drawn.err()).isZero();
      assertThat(folder.resolve(name).resolve("kernels.png")).exists();
    }
  }

  @Test
  void anEarlierHistoryIsDrawn() throws IOException {
    Path out = folder.resolve("earlier");

    CommandLineRun drawn =
        CommandLineRun.of("visualize", run.resolve("history.csv"), "--out", out, "--json");

    assertThat(drawn.json().toString())
        .isEqualTo("{\"files\":[\"" + out.resolve("curves.png") + "\"]}");
    assertThat(out.resolve("curves.png")).hasSameBinaryContentAs(run.resolve("curves.png"));
  }

  @Test
  void whatCannotBeDrawnIsOneLine() throws IOException {
    Path dense = folder.resolve("dense.keras");
    try (Sequential model = Sequential.of(Input.shape(4), new Dense(2))) {
      model.save(dense);
    }
    Path large = folder.resolve("large.png");
    Png.write(large, Array.uint8(new byte[100], 10, 10));
    Path out = folder.resolve("nothing");

    assertFails(dense, out, "has no Conv2D");
    assertFails(run.resolve("saved_model"), out, "holds operations and no layers: give the .keras");
    assertFails(folder.resolve("nowhere.keras"), out, "does not exist");
    assertFails(folder.resolve("nowhere.csv"), out, "does not exist");
    assertFails(folder.resolve("nowhere"), out, "does not exist");
    assertFails(run.resolve("model.keras"), image, "is a file, expected a folder");
    CommandLineRun wrong =
        CommandLineRun.of("visualize", run.resolve("model.keras"), "--input", large, "--out", out);
    assertThat(wrong.err()).contains("takes the shape [any, 8, 8, 1], found [10, 10, 1]");
    assertThat(out).doesNotExist();
    assertThat(Files.size(image)).isPositive();
  }

  private static void assertFails(Path source, Path out, String message) {
    CommandLineRun failed = CommandLineRun.of("visualize", source, "--out", out);
    assertThat(failed.status()).as(failed.err()).isEqualTo(1);
    assertThat(failed.err()).startsWith("error: ").contains(message).hasLineCount(1);
    assertThat(failed.out()).isEmpty();
  }
}

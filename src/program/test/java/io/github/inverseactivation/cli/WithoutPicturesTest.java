package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that cannot draw, and programs that do not. */
class WithoutPicturesTest {
  private static final String REMARK =
      "no picture can be drawn, because Java finds no fonts here (";

  @TempDir Path folder;

  @Test
  void withoutFontsTrainFinishesAndVisualizeSaysWhy() throws IOException {
    Path data = SmallData.write(folder);
    Path run = folder.resolve("run");

    String train = withoutFonts("train", "--dataset", data, "--epochs", 1, "--out", run);
    String visualize =
        withoutFonts("visualize", run.resolve("model.keras"), "--out", folder.resolve("x"));

    assertThat(train).startsWith("status 0\n").contains("test accuracy");
    assertThat(train.lines().filter(line -> line.contains("picture")))
        .singleElement()
        .satisfies(
            line -> assertThat(line).startsWith(REMARK).contains("fontconfig fonts-dejavu-core"));
    assertThat(run.resolve("model.keras")).exists();
    assertThat(run.resolve("history.csv")).exists();
    assertThat(run.resolve("curves.png")).doesNotExist();
    assertThat(visualize).startsWith("status 1\nerror: " + REMARK).hasLineCount(2);
  }

  @Test
  void whoeverDrawsNothingLoadsNothingToDrawWith() throws IOException {
    Path loaded = folder.resolve("loaded.txt");
    Path model = folder.resolve("model.keras");
    try (Sequential small = Sequential.of(Input.shape(8, 8, 1), new Flatten(), new Dense(4))) {
      small.save(model);
    }

    String output =
        JavaProcess.run(
            WithoutFonts.class,
            List.of("-Xlog:class+load:file=" + loaded),
            "evaluate",
            model,
            "--dataset",
            SmallData.write(folder));

    assertThat(output).startsWith("status 0\naccuracy ");
    List<String> classes =
        Files.readAllLines(loaded).stream()
            .map(line -> line.replaceFirst("^.*] (\\S+) source: .*$", "$1"))
            .toList();
    assertThat(classes)
        .contains("org.tensorflow.Session")
        .filteredOn(
            name -> name.matches("(java\\.awt|sun\\.font|org\\.knowm|javax\\.imageio)\\..*"))
        .isEmpty();
  }

  private String withoutFonts(Object... arguments) throws IOException {
    Path fonts = folder.resolve("fonts.conf");
    Files.writeString(fonts, "<fontconfig></fontconfig>");
    return JavaProcess.run(
        WithoutFonts.class,
        Map.of("FONTCONFIG_FILE", fonts.toString()),
        List.of("-Dsun.java2d.fontpath=" + folder, "-Duser.home=" + folder, cache()),
        arguments);
  }

  /** TensorFlow's libraries are unpacked into the home folder, which is another one here. */
  private static String cache() {
    return "-Dorg.bytedeco.javacpp.cachedir="
        + Path.of(System.getProperty("user.home"), ".javacpp/cache");
  }
}

package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A save that fails or is killed leaves the file that was there, whole. */
class SaveTest {
  private static final int KILLS = 10;

  @TempDir Path folder;

  /** A model whose weights all have one value; large enough for a kill to hit the writing. */
  static Model model(float value) {
    Input x = Input.shape(500);
    Tensor y = new Dense(500).apply(new Dense(1000).apply(x));
    Model model = Model.of(x, y);
    model.weights(
        model.weights().stream()
            .map(
                weight -> {
                  float[] values = new float[weight.size()];
                  Arrays.fill(values, value);
                  return Array.of(values, weight.shape());
                })
            .toList());
    return model;
  }

  static void save(Model model, Path folder) throws IOException {
    model.save(folder.resolve("model.keras"));
    model.save(folder.resolve("model.weights.h5"));
  }

  @Test
  @Tag("slow")
  void aKilledSaveLeavesTheOldModelOrTheNewOne() throws Exception {
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  SaveProgram.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(out.readLine()).isEqualTo("ready");
        Thread.sleep(random.nextInt(200));
      } finally {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      }
      assertWhole();
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a limit of the size of files")
  void aSaveThatTheDiskHasNoRoomForLeavesTheOldModel() throws Exception {
    try (Model model = model(1)) {
      save(model, folder);
    }
    // 4 MB of weights; the shell's limit makes every write beyond 1 MB fail, as a full disk does.
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "trap '' XFSZ; ulimit -f 2048; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SaveProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    assertThat(said).contains("java.io.IOException: File too large");
    assertWhole();
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("model.keras", "model.weights.h5");
    }
  }

  private void assertWhole() throws IOException {
    try (Model model = Models.load(folder.resolve("model.keras"))) {
      assertOneOfTheTwo(model);
      model.loadWeights(folder.resolve("model.weights.h5"));
      assertOneOfTheTwo(model);
    }
  }

  private static void assertOneOfTheTwo(Model model) {
    float first = model.weights().get(0).floats()[0];
    assertThat(first).isIn(1f, 2f);
    for (Array weight : model.weights()) {
      float[] expected = new float[weight.size()];
      Arrays.fill(expected, first);
      assertThat(weight.floats()).isEqualTo(expected);
    }
  }
}

package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that people run: it may build first. */
@Tag("slow")
class LauncherTest {
  private static final Path SCRIPT = Path.of("scripts/inverse-activation").toAbsolutePath();

  @TempDir Path elsewhere;

  @Test
  void runsFromAnyFolderWithoutNoise() throws Exception {
    launch("--version"); // builds, if it must

    Launch launch = launch("--version");

    assertThat(launch.status()).isZero();
    assertThat(launch.out()).contains("inverse-activation ", "TensorFlow ", "Java ");
    assertThat(launch.err()).isEmpty();
  }

  @Test
  void passesArgumentsAndStatusOn() throws Exception {
    Launch launch = launch("summary", "a folder that is not there");

    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.err())
        .endsWith(
            "error: a folder that is not there does not exist, expected a .keras or .h5 file or"
                + " the folder of a SavedModel\n");
    assertThat(launch.out()).isEmpty();
  }

  private record Launch(int status, String out, String err) {}

  private Launch launch(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(args));
    Path out = elsewhere.resolve("out");
    Path err = elsewhere.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended in ten minutes").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Launch(
        process.exitValue(),
        java.nio.file.Files.readString(out),
        java.nio.file.Files.readString(err));
  }
}

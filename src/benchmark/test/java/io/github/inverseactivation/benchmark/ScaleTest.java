package io.github.inverseactivation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What training holds in memory: the data set as it is stored, once, and an allowance. */
@Tag("slow")
class ScaleTest {
  /** For the JVM, the runtime, a small model and its batches, whatever the data. */
  private static final long ALLOWANCE_MB = 900;

  @Test
  @EnabledOnOs(OS.LINUX) // reads /proc
  void memoryIsThatOfTheDataAsStored() throws Exception {
    int few = 1_000;
    int many = 500_000;
    long before = highestMegabytes(few);
    long after = highestMegabytes(many);
    long data = many * 784L / 1_000_000;

    assertThat(before).isLessThan(ALLOWANCE_MB);
    assertThat(after).isLessThan(ALLOWANCE_MB + data);
    // A second copy, or one in floats, would be 392 or 1568 MB more.
    assertThat(after - before).isLessThan(data + data / 2);
  }

  private static long highestMegabytes(int images) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xmx600m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ScaleProgram.class.getName(),
                    String.valueOf(images)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Long.parseLong(out.split(" ")[0]) * 1024 / 1_000_000;
  }
}

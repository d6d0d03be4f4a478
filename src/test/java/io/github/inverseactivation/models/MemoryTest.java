package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory is given back: resident memory stays flat, however long a model is used. */
@Tag("slow")
class MemoryTest {
  /** A fifth of the leak that the program shows; 80 bytes for each prediction. */
  private static final long FLAT_KB = 8 * 1024;

  @Test
  void thirtyEpochsAndAHundredThousandPredictionsLeaveMemoryFlat() throws Exception {
    Map<String, Long> growth = run();
    assertThat(growth.get("leak")).as("a leak is seen").isGreaterThan(3 * FLAT_KB);
    assertThat(growth.get("fit")).as("30 epochs").isLessThan(FLAT_KB);
    assertThat(growth.get("predict")).as("100,000 predictions").isLessThan(FLAT_KB);
  }

  private static Map<String, Long> run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A small heap, so that its growth is not mistaken for the native memory's.
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProgram.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
  }
}

package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.testing.JavaProcess;
import java.io.IOException;
import java.util.List;
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

  private static Map<String, Long> run() throws IOException {
    // A small heap, so that its growth is not mistaken for the native memory's.
    List<String> options = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
    return JavaProcess.run(MemoryProgram.class, options)
        .lines()
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
  }
}

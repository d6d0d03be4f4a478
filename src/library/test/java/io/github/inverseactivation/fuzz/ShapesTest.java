package io.github.inverseactivation.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.testing.JavaProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Convolutions and poolings of random shapes train in a process of their own, which must not end
 * early. A failure shows the process's standard error; {@link ShapesProgram} makes the case again.
 */
class ShapesTest {
  private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:-CreateCoredumpOnCrash");

  @Test
  void aFew() throws Exception {
    assertThat(JavaProcess.run(ShapesProgram.class, OPTIONS, 60, 20)).endsWith("done\n");
  }

  @Test
  @Tag("slow")
  void many() throws Exception {
    assertThat(JavaProcess.run(ShapesProgram.class, OPTIONS, 1000, 200)).endsWith("done\n");
  }
}

package io.github.inverseactivation.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.testing.JavaProcess;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged files for every reader, in a process with little memory: each is read, or refused with
 * one exception, at once. A failure names the reader and the mutant; {@link FuzzProgram} makes it
 * again.
 */
class FuzzTest {
  private static final List<String> SMALL = List.of("-Xmx256m");
  private static final Pattern TOTAL = Pattern.compile("(\\d+) mutants, (\\d+) failures");

  @Test
  void aFew() throws Exception {
    assertThat(mutants(JavaProcess.run(FuzzProgram.class, SMALL, 50))).isGreaterThan(500);
  }

  @Test
  @Tag("slow")
  void all() throws Exception {
    String table = JavaProcess.run(FuzzProgram.class, SMALL);
    System.out.println(table);
    assertThat(mutants(table)).isGreaterThanOrEqualTo(20_000);
  }

  private static int mutants(String table) {
    Matcher total = TOTAL.matcher(table);
    assertThat(total.find()).as(table).isTrue();
    assertThat(total.group(2)).isEqualTo("0");
    return Integer.parseInt(total.group(1));
  }
}

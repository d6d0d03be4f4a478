package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The models that come with the library are what their cards say. */
class ModelCardTest {
  private static final Path MNIST = Path.of("models/mnist");

  @Test
  void mnist() throws IOException {
    String card = Files.readString(MNIST.resolve("README.md"));
    Path model = MNIST.resolve("saved_model");
    CommandLineRun run = CommandLineRun.of("evaluate", model, "--json");
    JsonNode summary = CommandLineRun.of("summary", model, "--json").json();

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("samples").intValue()).isEqualTo(10_000);
    // Other processors round otherwise: that may move a few images of 10,000.
    assertThat(run.json().get("accuracy").doubleValue() * 100)
        .isCloseTo(number(card, "Test accuracy"), within(0.03))
        .isGreaterThan(99);
    assertThat(run.json().get("loss").doubleValue())
        .isCloseTo(number(card, "Test loss"), within(1e-4));
    assertThat(summary.get("parameters").doubleValue()).isEqualTo(number(card, "Parameters"));
    assertThat(summary.get("macs").doubleValue()).isEqualTo(number(card, "Multiply-accumulates"));
  }

  /** The number in the row of the card's table that begins with a name. */
  private static double number(String card, String name) {
    Matcher row = Pattern.compile("\\| " + name + " \\| ([0-9.,]+)").matcher(card);
    assertThat(row.find()).as(name).isTrue();
    return Double.parseDouble(row.group(1).replace(",", ""));
  }
}

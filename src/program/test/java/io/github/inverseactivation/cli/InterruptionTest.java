package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while {@code train} is at it. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS) // which has no command that sends it to another process
class InterruptionTest {
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = SmallData.write(folder);
  }

  private List<Object> train(int epochs, String name) {
    return List.of(
        "train",
        "--dataset",
        data,
        "--epochs",
        epochs,
        "--batch-size",
        32,
        "--json",
        "--checkpoint",
        folder.resolve("state"),
        "--out",
        folder.resolve(name));
  }

  @Test
  void aStoppedTrainingGoesOnAndEndsAsOneThatWasNot() throws Exception {
    Process process = start(train(6, "stopped"));
    try (BufferedReader err = process.errorReader()) {
      awaitEpoch(err, 3);
      long asked = interrupt(process);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(System.nanoTime() - asked).isLessThan(5_000_000_000L);
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(err.lines()).anyMatch(line -> line.contains("it can go on from"));
    } finally {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("stopped")).doesNotExist();

    CommandLineRun again = CommandLineRun.of(train(6, "stopped").toArray());
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("Epoch 1/6").contains("Epoch 6/6");
    assertThat(folder.resolve("state")).doesNotExist();
    JsonNode whole = CommandLineRun.of(train(6, "whole").toArray()).json();
    for (String field : List.of("epochs", "loss", "accuracy", "valLoss", "valAccuracy")) {
      assertThat(again.json().get(field)).as(field).isEqualTo(whole.get(field));
    }
    assertThat(folder.resolve("stopped/history.csv"))
        .hasSameTextualContentAs(folder.resolve("whole/history.csv"));
  }

  @Test
  void aSecondCtrlCEndsAtOnce() throws Exception {
    Process process = start(train(1000, "stopped"));
    try (BufferedReader err = process.errorReader()) {
      awaitEpoch(err, 2);
      interrupt(process);
      long asked = interrupt(process);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(System.nanoTime() - asked).isLessThan(2_000_000_000L);
      assertThat(process.exitValue()).isEqualTo(130);
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.exists(folder.resolve("stopped"))).isFalse();
  }

  @Test
  void withoutACheckpointNothingIsKept() throws Exception {
    List<Object> arguments = new ArrayList<>(train(1000, "stopped"));
    int at = arguments.indexOf("--checkpoint");
    arguments.subList(at, at + 2).clear();
    Process process = start(arguments);
    try (BufferedReader err = process.errorReader()) {
      awaitEpoch(err, 2);
      interrupt(process);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(err.lines()).anyMatch(line -> line.contains("with --checkpoint DIR it can"));
    } finally {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("stopped")).doesNotExist();
  }

  private Process start(List<Object> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isInterruptIgnored()) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    arguments.forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /**
   * Whether Ctrl-C does nothing here, as in a shell's background jobs. A JVM that begins so leaves
   * it at that.
   */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private static void awaitEpoch(BufferedReader err, int epoch) throws IOException {
    String line;
    do {
      line = err.readLine();
      assertThat(line).as("the process trains").isNotNull();
    } while (!line.startsWith("Epoch " + epoch + "/"));
  }

  private static long interrupt(Process process) throws IOException, InterruptedException {
    long now = System.nanoTime();
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    return now;
  }
}

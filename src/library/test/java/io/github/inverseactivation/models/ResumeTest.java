package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is interrupted and started again ends as one that was not. */
class ResumeTest {
  private static final int KILLS = 50;
  private static final Callback NOTHING = new LambdaCallback();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7})
  void aRunThatFailsAgainAndAgainEndsAsOneThatDoesNot(int batches) throws IOException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    try (Sequential model = ResumeProgram.model().seed(3)) {
      ResumeProgram.run(model, whole, 6);
    }
    Path broken = Files.createDirectory(folder.resolve("broken"));
    int interruptions = 0;
    while (!Files.exists(broken.resolve("report.txt"))) {
      // A seed that the first run alone has: the others must find it in the backup.
      try (Sequential model = ResumeProgram.model().seed(interruptions == 0 ? 3 : 99)) {
        BackupAndRestore backup = ResumeProgram.backup(broken).saveFreq(3);
        int[] left = {batches};
        LambdaCallback interrupting =
            new LambdaCallback()
                .onBatchEnd(
                    (context, batch, logs) -> {
                      if (--left[0] == 0) {
                        backup.saveAndStop();
                      }
                    });
        ResumeProgram.run(model, broken, 6, backup, interrupting);
      } catch (CancellationException e) {
        interruptions++;
      }
    }
    assertThat(interruptions).isBetween(24 / batches - 2, 36 / batches);
    assertThat(report(broken)).isEqualTo(report(whole));
    assertThat(broken.resolve("history.csv")).hasSameTextualContentAs(whole.resolve("history.csv"));
    assertThat(broken.resolve("backup")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void damagedBackupsArePassedOverWithAWarning(int damaged) throws IOException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    try (Sequential model = ResumeProgram.model().seed(3)) {
      ResumeProgram.run(model, whole, 3);
    }
    Path broken = Files.createDirectory(folder.resolve("broken"));
    BackupAndRestore backup = ResumeProgram.backup(broken).saveFreq(2).keep(damaged + 1);
    Callback stopping =
        new LambdaCallback()
            .onEpochEnd(
                (context, epoch, logs) -> {
                  if (epoch == 1) {
                    throw new CancellationException();
                  }
                });
    try (Sequential model = ResumeProgram.model().seed(3)) {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> ResumeProgram.run(model, broken, 3, backup, stopping));
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(broken.resolve("backup"))) {
      files = found.sorted().toList();
    }
    assertThat(files).hasSize(damaged + 1);
    for (Path file : files.subList(1, damaged + 1)) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }

    PrintStream errors = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Sequential model = ResumeProgram.model().seed(99);
        PrintStream listening = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(listening);
      ResumeProgram.run(model, broken, 3, ResumeProgram.backup(broken).saveFreq(2));
    } finally {
      System.setErr(errors);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.contains("the state before it is taken"))
        .hasSize(damaged)
        .allMatch(line -> line.contains("WARN") && line.contains("SHA-256"));
    assertThat(report(broken)).isEqualTo(report(whole));
  }

  /** In two folders at once: most of the time goes into starting Java. */
  @Test
  @Tag("slow")
  void processesThatAreKilledFiftyTimesEndAsOneThatIsNot() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    // The first steps, whose backup holds the seed that this model happens to have.
    try (Sequential model = ResumeProgram.model()) {
      BackupAndRestore backup = ResumeProgram.backup(first);
      backup.saveAndStop();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> ResumeProgram.run(model, first, 100, backup, NOTHING));
    }
    Path whole = copy(first, folder.resolve("whole"));
    end(whole);

    List<Path> killed = List.of(folder.resolve("killed1"), folder.resolve("killed2"));
    List<CompletableFuture<Void>> killing = new ArrayList<>();
    for (Path each : killed) {
      copy(first, each);
      Random random = new Random(each.getFileName().hashCode());
      killing.add(CompletableFuture.runAsync(() -> kill(each, random)));
    }
    killing.forEach(CompletableFuture::join);
    for (Path each : killed) {
      end(each);
      assertThat(report(each)).isEqualTo(report(whole));
      assertThat(each.resolve("history.csv")).hasSameTextualContentAs(whole.resolve("history.csv"));
    }
  }

  private static void kill(Path folder, Random random) {
    for (int i = 0; i < KILLS / 2; i++) {
      try {
        Process process = start(folder);
        try (BufferedReader output = process.inputReader()) {
          if (random.nextInt(5) > 0) {
            assertThat(output.readLine()).as("kill " + i).isEqualTo("ready");
            process.waitFor(random.nextInt(50), TimeUnit.MILLISECONDS);
          } else { // while it starts, and takes up the backup
            process.waitFor(random.nextInt(2000), TimeUnit.MILLISECONDS);
          }
        } finally {
          process.destroyForcibly().waitFor();
        }
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
      assertThat(folder.resolve("report.txt")).as("kill " + i).doesNotExist();
    }
  }

  private static void end(Path folder) throws IOException {
    try (Sequential model = ResumeProgram.model()) {
      ResumeProgram.runLong(model, folder, 1000, NOTHING);
    }
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ResumeProgram.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }

  private static List<String> report(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("report.txt"));
  }

  @Test
  void aBackupOfAnotherRunIsRefused() throws IOException {
    Path backup = folder.resolve("backup");
    Fit fit = Fit.epochs(1).verbosity(Verbosity.SILENT);
    try (Sequential model = SmallModels.compiled()) {
      model.fit(
          SmallData.quarters(64),
          fit.callbacks(new BackupAndRestore(backup).deleteCheckpoint(false)));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> model.fit(SmallData.quarters(65), fit.callbacks(new BackupAndRestore(backup))))
          .withMessageContaining("examples 64, but this one has 65");
    }
  }
}

package io.github.inverseactivation.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end; output goes through files, so that no pipe can fill up. */
final class Processes {
  private Processes() {}

  static String run(List<String> command, Path folder, Duration timeout) throws IOException {
    return run(command, Map.of(), folder, timeout);
  }

  static String run(
      List<String> command, Map<String, String> environment, Path folder, Duration timeout)
      throws IOException {
    Path output = Files.createTempFile("output", ".txt");
    Path errors = Files.createTempFile("errors", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "KERAS_BACKEND", "tensorflow",
                  "TF_CPP_MIN_LOG_LEVEL", "3",
                  "CUDA_VISIBLE_DEVICES", "-1",
                  "PYTHONIOENCODING", "utf-8"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException(
              command.get(0) + " did not end within " + timeout + ":\n" + read(errors));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + command.get(0));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command.get(0) + " failed with " + process.exitValue() + ":\n" + read(errors));
      }
      return read(output);
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

package io.github.inverseactivation.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Runs a command in a process of its own, since the runtime's threads are the process's, and prints
 * how many of them compute within operations.
 */
final class ThreadsProgram {
  private ThreadsProgram() {}

  public static void main(String[] arguments) throws IOException {
    int status = Main.run(arguments, System.err, System.err);
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      System.out.println(status + " " + threads.filter(ThreadsProgram::computes).count());
    }
  }

  private static boolean computes(Path thread) {
    try {
      // The name is cut off after 15 characters.
      return Files.readString(thread.resolve("comm")).startsWith("tf_numa_-1_Eige");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

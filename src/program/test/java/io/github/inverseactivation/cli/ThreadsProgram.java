package io.github.inverseactivation.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Runs a command in a process of its own, since the runtime's threads are the process's, and prints
 * its exit status and how many threads the process has.
 */
final class ThreadsProgram {
  private ThreadsProgram() {}

  public static void main(String[] arguments) throws IOException {
    int status = Main.run(arguments, System.err, System.err);
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      System.out.println(status + " " + threads.count());
    }
  }
}

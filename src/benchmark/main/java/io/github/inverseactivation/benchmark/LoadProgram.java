package io.github.inverseactivation.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What {@code load.py} runs: opens a small model, so that everything is in memory which any model
 * takes, then the one to measure. Prints the seconds that passed and those of the processor, and
 * how many kilobytes resident memory was before, at its highest and is now.
 */
final class LoadProgram {
  private LoadProgram() {}

  public static void main(String[] arguments) throws IOException {
    Models.load(Path.of(arguments[0])).close();
    System.gc();
    long before = status("VmRSS:");
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    try (Model model = Models.load(Path.of(arguments[1]))) {
      double seconds = (System.nanoTime() - start) / 1e9;
      double used = (system.getProcessCpuTime() - processor) / 1e9;
      long highest = status("VmHWM:");
      System.gc();
      long after = status("VmRSS:");
      System.out.printf(
          "{\"seconds\": %.4f, \"processor\": %.4f, \"before\": %d, \"highest\": %d,"
              + " \"after\": %d, \"parameters\": %d}%n",
          seconds, used, before, highest, after, model.network().parameters());
    }
  }

  private static long status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(text -> text.startsWith(name)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}

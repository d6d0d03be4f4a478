package io.github.inverseactivation.fuzz;

import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;

/**
 * What {@link FuzzTest} runs in a process of its own: gives damaged files to every reader.
 *
 * <pre>
 *   FuzzProgram            all mutants
 *   FuzzProgram 50         one of 50
 *   FuzzProgram NAME 123   the mutant 123 of a target, left in target/fuzz
 * </pre>
 *
 * <p>Each mutant is read, or refused with a {@link FormatException}, within two seconds of the
 * processor. Anything else is printed with what makes the mutant again, and ends in exit status 1.
 */
final class FuzzProgram {
  private static final Path GOOD_SAVED_MODEL =
      Path.of("src/library/test/resources/savedmodel/small");

  /** What became of a mutant. */
  private enum Outcome {
    READ,
    REFUSED,
    FAILED
  }

  private final Path folder;
  private final Watchdog watchdog = new Watchdog();
  private final Set<Path> begun = new HashSet<>();
  private int mutants;
  private int failures;
  private long took;

  private FuzzProgram(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of("target/fuzz");
    Files.createDirectories(folder);
    FuzzProgram program = new FuzzProgram(folder);
    if (arguments.length == 2) {
      for (Target target : Targets.all()) {
        if (target.name().equals(arguments[0])) {
          System.out.println(program.tryOut(target, Integer.parseInt(arguments[1])));
        }
      }
    } else {
      int each = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
      program.run(Targets.all(), each);
    }
    System.exit(program.failures == 0 ? 0 : 1);
  }

  private void run(List<Target> targets, int each) throws IOException {
    TensorFlow.version(); // loads the runtime, which no mutant is to wait for
    long start = System.nanoTime();
    System.out.printf("%-20s %8s %8s %8s %8s %12s%n", columns());
    for (Target target : targets) {
      int[] outcomes = new int[Outcome.values().length];
      long slowest = 0;
      for (int number = 0; number < target.mutants(); number += each) {
        outcomes[tryOut(target, number).ordinal()]++;
        slowest = Math.max(slowest, took);
        mutants++;
      }
      System.out.printf(
          Locale.ROOT,
          "%-20s %8d %8d %8d %8d %12d%n",
          target.name(),
          outcomes[0] + outcomes[1] + outcomes[2],
          outcomes[0],
          outcomes[1],
          outcomes[2],
          slowest / 1_000_000);
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    System.out.printf("%d mutants, %d failures, %d s%n", mutants, failures, seconds);
  }

  private static Object[] columns() {
    return new Object[] {"reader", "mutants", "read", "refused", "failed", "slowest (ms)"};
  }

  private Outcome tryOut(Target target, int number) throws IOException {
    Path file = folder(target).resolve(target.file());
    Files.write(file, target.mutator().mutate(target.random(number)));
    String label = target.name() + " " + number;
    Files.writeString(folder.resolve("current"), label);
    watchdog.begin(label);
    Throwable thrown = null;
    try {
      target.reader().read(file);
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    took = watchdog.end();
    if (Watchdog.tooLong(took)) {
      return failed(label, "took longer than it may", thrown);
    }
    if (thrown == null) {
      return Outcome.READ;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return failed(label, "took all memory", thrown);
      }
    }
    return thrown instanceof FormatException ? Outcome.REFUSED : failed(label, "broke", thrown);
  }

  private Outcome failed(String label, String how, Throwable e) {
    failures++;
    System.err.println("FuzzProgram " + label + ": " + how);
    if (e != null) {
      e.printStackTrace();
    }
    return Outcome.FAILED;
  }

  /** A folder in which the damaged file is the only one that changes. */
  private Path folder(Target target) throws IOException {
    Path own = folder.resolve(target.name().replace(' ', '_'));
    if (begun.add(own)) {
      copy(GOOD_SAVED_MODEL, own);
    }
    return own;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

package io.github.inverseactivation.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The project's Python environment, made by {@code scripts/python-env} at most once per JVM.
 *
 * <p>Where none can be made, live tests are left out and one line on standard error says so; with
 * {@code CI=true} in the environment they fail instead.
 */
public final class PythonEnvironment {
  private static final Duration INSTALLATION = Duration.ofMinutes(30);

  private PythonEnvironment() {}

  /** The interpreter, empty where no environment can be made and that may be so. */
  public static Optional<Path> interpreter() {
    if (Holder.interpreter == null && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(
          "CI=true, but there is no Python environment: " + Holder.reason);
    }
    return Optional.ofNullable(Holder.interpreter);
  }

  /** Why there is none. */
  static String reason() {
    return Holder.reason;
  }

  /** Made on first use; the class loader's lock makes the other threads wait. */
  private static final class Holder {
    private static Path interpreter;
    private static String reason = "";

    static {
      try {
        String script = checkout().resolve("scripts").resolve("python-env").toString();
        String output = Processes.run(List.of(script), checkout(), INSTALLATION);
        interpreter = Path.of(output.strip().lines().reduce((first, last) -> last).orElseThrow());
      } catch (IOException | RuntimeException e) {
        reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\n\\s*", " | ");
        System.err.println(
            "*** PYTHON TESTS LEFT OUT: no Python environment could be made: " + reason + " ***");
      }
    }
  }

  /** The top of the checkout, from wherever the tests were started. */
  static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("scripts").resolve("python-env"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "scripts/python-env is not above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}

package io.github.inverseactivation.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Python environment of the project's, made by {@code scripts/python-env} at most once per JVM.
 *
 * <p>Where none can be made, live tests are left out and one line on standard error says so; with
 * {@code CI=true} in the environment they fail instead.
 */
public final class PythonEnvironment {
  private static final Duration INSTALLATION = Duration.ofMinutes(30);
  private static final Map<String, PythonEnvironment> MADE = new ConcurrentHashMap<>();

  private final Path interpreter;
  private final String reason;

  private PythonEnvironment(Path interpreter, String reason) {
    this.interpreter = interpreter;
    this.reason = reason;
  }

  /** The environment of a name, the usual one without; made on first use, while others wait. */
  static PythonEnvironment of(String name) {
    return MADE.computeIfAbsent(name, PythonEnvironment::make);
  }

  /** The interpreter, empty where no environment can be made and that may be so. */
  public Optional<Path> interpreter() {
    if (interpreter == null && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("CI=true, but there is no Python environment: " + reason);
    }
    return Optional.ofNullable(interpreter);
  }

  /** Why there is none. */
  String reason() {
    return reason;
  }

  private static PythonEnvironment make(String name) {
    List<String> command = new ArrayList<>();
    command.add(checkout().resolve("scripts").resolve("python-env").toString());
    if (!name.isEmpty()) {
      command.add(name);
    }
    try {
      String output = Processes.run(command, checkout(), INSTALLATION);
      String path = output.strip().lines().reduce((first, last) -> last).orElseThrow();
      return new PythonEnvironment(Path.of(path), "");
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\n\\s*", " | ");
      System.err.println(
          "*** PYTHON TESTS LEFT OUT: no Python environment could be made: " + reason + " ***");
      return new PythonEnvironment(null, reason);
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

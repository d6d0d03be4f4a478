package io.github.inverseactivation.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs Python code in the project's environment; for tests that carry {@link NeedsPython}.
 * TensorFlow takes seconds to import, so let one script do all that a test class needs.
 */
public final class Python {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private Python() {}

  /**
   * Runs a script.
   *
   * @param script the file
   * @param arguments what the script finds in {@code sys.argv[1:]}
   * @return its standard output
   * @throws IllegalStateException with its standard error, if it fails or takes five minutes
   */
  public static String run(Path script, Object... arguments) {
    return start("", List.of(script.toAbsolutePath().toString()), arguments);
  }

  /**
   * Runs code.
   *
   * @param code lines of Python
   * @param arguments what the code finds in {@code sys.argv[1:]}
   * @return its standard output
   * @throws IllegalStateException with its standard error, if it fails or takes five minutes
   */
  public static String run(String code, Object... arguments) {
    return start("", List.of("-c", code), arguments);
  }

  /**
   * Runs a script that lies among the test resources.
   *
   * @param name the name below {@code src/library/test/resources}
   * @param arguments what the script finds in {@code sys.argv[1:]}
   * @return its standard output
   */
  public static String runResource(String name, Object... arguments) {
    return run(resource(name), arguments);
  }

  /**
   * Runs a script that lies among the test resources, in another environment.
   *
   * @param environment the name of the environment, as in {@link NeedsPython}
   * @param name the name below {@code src/library/test/resources}
   * @param arguments what the script finds in {@code sys.argv[1:]}
   * @return its standard output
   */
  public static String runResourceIn(String environment, String name, Object... arguments) {
    return start(environment, List.of(resource(name).toString()), arguments);
  }

  private static Path resource(String name) {
    return PythonEnvironment.checkout().resolve("src/library/test/resources").resolve(name);
  }

  private static String start(String environment, List<String> program, Object... arguments) {
    PythonEnvironment python = PythonEnvironment.of(environment);
    Path interpreter =
        python.interpreter().orElseThrow(() -> new IllegalStateException(python.reason()));
    List<String> command = new ArrayList<>(List.of(interpreter.toString()));
    command.addAll(program);
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    try {
      return Processes.run(command, PythonEnvironment.checkout(), TIMEOUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

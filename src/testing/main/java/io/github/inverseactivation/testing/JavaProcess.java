package io.github.inverseactivation.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a program of the tests in a JVM of its own. */
public final class JavaProcess {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private JavaProcess() {}

  /**
   * Runs a program.
   *
   * @param program the class with the main method
   * @param options the JVM's options
   * @param arguments what the program is given
   * @return its standard output
   * @throws IllegalStateException with its standard error, if it fails or takes 30 minutes
   */
  public static String run(Class<?> program, List<String> options, Object... arguments)
      throws IOException {
    return run(program, Map.of(), options, arguments);
  }

  /**
   * Runs a program in another environment.
   *
   * @param program the class with the main method
   * @param environment variables and their values, beside those of this process
   * @param options the JVM's options
   * @param arguments what the program is given
   * @return its standard output
   * @throws IllegalStateException with its standard error, if it fails or takes 30 minutes
   */
  public static String run(
      Class<?> program, Map<String, String> environment, List<String> options, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    return Processes.run(command, environment, PythonEnvironment.checkout(), TIMEOUT);
  }
}

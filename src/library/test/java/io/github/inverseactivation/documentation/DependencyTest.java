package io.github.inverseactivation.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.models.Model;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The library as others depend on it: a program of its own, as a module and on the class path, with
 * what a program gets from Maven and no more, on every JDK of the machine. It trains a step, saves,
 * loads, exports and opens the export, and nothing is printed that it does not print.
 */
@Tag("slow")
class DependencyTest {
  private static final String PROGRAM =
      """
      package app;

      import io.github.inverseactivation.data.Array;
      import io.github.inverseactivation.layers.activation.InverseActivation;
      import io.github.inverseactivation.layers.core.Dense;
      import io.github.inverseactivation.layers.core.Input;
      import io.github.inverseactivation.losses.MeanSquaredError;
      import io.github.inverseactivation.models.Model;
      import io.github.inverseactivation.models.Models;
      import io.github.inverseactivation.models.SavedModel;
      import io.github.inverseactivation.models.Sequential;
      import io.github.inverseactivation.optimizers.Adam;
      import java.nio.file.Path;

      public final class Main {
        public static void main(String[] arguments) throws Exception {
          Path folder = Path.of(arguments[0]);
          Array x = Array.of(new float[] {1, 2, 3, 4}, 1, 4);
          try (Sequential model =
              Sequential.of(
                  Input.shape(4), new Dense(3), new InverseActivation(), new Dense(2))) {
            model.compile(new Adam(1e-3), new MeanSquaredError());
            model.trainOnBatch(x, Array.of(new float[2], 1, 2));
            model.save(folder.resolve("model.keras"));
            model.export(folder.resolve("export"));
          }
          try (Model model = Models.load(folder.resolve("model.keras"));
              SavedModel export = SavedModel.load(folder.resolve("export"))) {
            float[] here = model.predict(x).floats();
            float[] there = export.predict(x).floats();
            System.out.println(Math.abs(here[0] - there[0]) < 1e-5 ? "equal" : "different");
            System.out.println(Main.class.getModule().isNamed() ? "module" : "class path");
          }
        }
      }
      """;

  /** What TensorFlow prints before any setting is read: the log's own notice and one line. */
  private static final String UNAVOIDABLE =
      "WARNING: All log messages before absl::.*|I0000 .*mlir_graph_optimization_pass.*";

  private static final String OWN_CLASSES =
      Path.of(
              URI.create(
                  Model.class.getProtectionDomain().getCodeSource().getLocation().toString()))
          .toString();

  private static final String NATIVE_MODULES =
      "org.bytedeco.javacpp,tensorflow,tensorflow.nativelib";

  @TempDir static Path folder;
  private static Path program;

  /** The JDKs from 17 on: the one that runs the tests, and those beside it. */
  static List<Path> jdks() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> found = new ArrayList<>(List.of(own));
    try (Stream<Path> beside = Files.list(own.getParent())) {
      beside
          .filter(home -> Files.isRegularFile(home.resolve("release")) && version(home) >= 17)
          .map(DependencyTest::real)
          .filter(home -> !found.contains(home))
          .distinct()
          .sorted()
          .forEach(found::add);
    }
    return found;
  }

  @BeforeAll
  static void compile() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources/app"));
    Files.writeString(sources.resolve("Main.java"), PROGRAM);
    Files.writeString(
        sources.resolve("../module-info.java"),
        "module app { requires io.github.inverseactivation; }");
    program = folder.resolve("program");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-p",
                classPath(),
                "-d",
                program.toString(),
                sources.resolve("Main.java").toString(),
                sources.resolve("../module-info.java").toString());
    assertThat(status).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aModuleUsesTheLibraryWithoutALineOfItsOwn(Path jdk) throws Exception {
    assertThat(run(jdk, List.of("-p", program + File.pathSeparator + classPath(), "-m"), "app/"))
        .containsExactly("equal", "module");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aProgramOnTheClassPathUsesTheLibraryWithoutALineOfItsOwn(Path jdk) throws Exception {
    assertThat(run(jdk, List.of("-cp", program + File.pathSeparator + classPath()), ""))
        .containsExactly("equal", "class path");
  }

  @Test
  void whatLogsDoesNotTellOfTheEncoder() throws Exception {
    String log = entries(entry -> entry.matches(".*/slf4j-simple.*\\.jar"));
    String path = String.join(File.pathSeparator, program.toString(), classPath(), log);

    assertThat(log).isNotEmpty();
    assertThat(run(jdks().get(0), List.of("-cp", path), "")).containsExactly("equal", "class path");
  }

  private static List<String> run(Path jdk, List<String> options, String module)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    if (version(jdk) >= 22) {
      command.add("--enable-native-access=" + (module.isEmpty() ? "ALL-UNNAMED" : NATIVE_MODULES));
    }
    if (version(jdk) >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.add(module + "app.Main");
    command.add(Files.createTempDirectory(folder, "run").toString());
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("TF_CPP_MIN_LOG_LEVEL", "2"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended in ten minutes").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output).stream().filter(line -> !line.matches(UNAVOIDABLE)).toList();
  }

  /**
   * The library and what Maven hands on with it: nothing of the tests, nothing optional, no log.
   */
  private static String classPath() {
    return entries(
        entry ->
            entry.equals(OWN_CLASSES)
                || entry.matches(
                    ".*/(tensorflow|ndarray|javacpp|protobuf|jackson|jhdf|commons|compress|lz4|"
                        + "fastcsv|slf4j-api).*\\.jar"));
  }

  private static String entries(Predicate<String> chosen) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(chosen)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int version(Path jdk) {
    try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("\\D+(\\d+).*", "$1"))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }
}

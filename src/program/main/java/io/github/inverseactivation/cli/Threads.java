package io.github.inverseactivation.cli;

import io.github.inverseactivation.training.RuntimeOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --threads} of the commands that run models. */
final class Threads {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 99,
      description = "How many threads compute (default: one a core).")
  private Integer threads;

  /** The options of the runtime. */
  RuntimeOptions runtime() {
    if (threads == null) {
      return RuntimeOptions.defaults();
    }
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads must be at least 1 (got " + threads + ")");
    }
    return RuntimeOptions.defaults().intraOpThreads(threads).interOpThreads(threads);
  }
}

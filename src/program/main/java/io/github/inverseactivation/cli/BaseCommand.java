package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its options {@code --json} and {@code --debug}, and its result. */
abstract class BaseCommand implements Callable<Integer> {
  final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      order = 100,
      description = "Print the result as one JSON object on the last line of standard output.")
  private boolean json;

  @Option(names = "--debug", order = 101, description = "Add the stack trace to an error.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      order = 102,
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  BaseCommand(Console console) {
    this.console = console;
  }

  /** What a command found out: for programs, and for people. */
  record Result(ObjectNode json, String text) {}

  /** Does what the command is for. */
  abstract Result execute() throws Exception;

  @Override
  public final Integer call() throws Exception {
    Result result = execute();
    if (json) {
      console.print(result.json());
    } else if (!result.text().isEmpty()) {
      console.out().println(result.text().stripTrailing());
    }
    return Main.DONE;
  }

  /** An error in how the command was called. */
  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Refuses a number of which there must be at least one. */
  final void requirePositive(String option, Integer value) {
    if (value != null && value < 1) {
      throw usage(option + " must be at least 1 (got " + value + ")");
    }
  }

  static boolean debug(CommandLine command) {
    return command.getCommand() instanceof BaseCommand base && base.debug;
  }
}

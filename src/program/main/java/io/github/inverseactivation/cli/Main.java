package io.github.inverseactivation.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line.
 *
 * <p>Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C. What is asked for goes to
 * standard output, with {@code --json} as one JSON object on its last line; progress and errors go
 * to standard error. An error is one line that begins with {@code error:}; {@code --debug} adds the
 * stack trace.
 */
@Command(
    name = "inverse-activation",
    description = "Trains, evaluates, asks and looks into neural networks.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "D is mnist, fashion-mnist, an .npz file with x_train, y_train, x_test and y_test, or a"
          + " folder of IDX files. MODEL is a .keras file, a whole model in .h5, or the folder of a"
          + " SavedModel.",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C."
    })
public final class Main implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int INTERRUPTED = 130; // 128 and the number of Ctrl-C's signal, as shells have it

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the versions of this library, TensorFlow and Java.")
  private boolean version;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit status.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    // Pictures go into files: whether there is a screen, and which, must not matter.
    System.setProperty("java.awt.headless", "true");
    int status = run(args, utf8(System.out), utf8(System.err));
    System.exit(status);
  }

  /**
   * Runs a command.
   *
   * @param args the command and its arguments
   * @param out standard output
   * @param err standard error
   * @return the exit status
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Console console = new Console(out, err);
    CommandLine commands = new CommandLine(new Main());
    commands
        .addSubcommand(new TrainCommand(console))
        .addSubcommand(new EvaluateCommand(console))
        .addSubcommand(new PredictCommand(console))
        .addSubcommand(new SummaryCommand(console))
        .addSubcommand(new ConvertCommand(console))
        .addSubcommand(new InspectCommand(console))
        .addSubcommand(new VisualizeCommand(console));
    commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, arguments) -> Errors.usage(e, console))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> Errors.failure(e, BaseCommand.debug(command), console));
    int status;
    try {
      status = commands.execute(args);
    } catch (OutOfMemoryError
        | LinkageError e) { // of errors, those that the user can do something about
      status = Errors.failure(e, List.of(args).contains("--debug"), console);
    }
    out.flush();
    err.flush();
    return status;
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command, expected one of "
            + String.join(", ", spec.subcommands().keySet())
            + "; see inverse-activation --help");
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}

package io.github.inverseactivation.cli;

import io.github.inverseactivation.recipes.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what was thrown into one line. */
final class Errors {
  private static final Map<Class<?>, String> KINDS =
      Map.of(
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          Long.class, "a whole number");

  private Errors() {}

  static int usage(ParameterException e, Console console) {
    console.error(usageMessage(e));
    if (BaseCommand.debug(e.getCommandLine())) {
      e.printStackTrace(console.err());
    }
    return Main.USAGE;
  }

  static int failure(Throwable e, boolean debug, Console console) {
    if (e instanceof CancellationException) {
      console.remark(e.getMessage());
      return Main.INTERRUPTED;
    }
    console.error(message(e));
    if (debug) {
      e.printStackTrace(console.err());
    }
    return Main.FAILED;
  }

  private static String usageMessage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(command, unmatched.getUnmatched().get(0));
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec argument = missing.getMissing().get(0);
      boolean absent = argument instanceof PositionalParamSpec || argument.required();
      return name(argument)
          + (absent ? " is missing" : " needs a value, " + argument.paramLabel())
          + help;
    }
    if (e instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice, expected once";
    }
    if (e.getArgSpec() != null && e.getValue() != null) {
      Class<?> type = e.getArgSpec().type();
      String kind = type.isEnum() ? oneOf(type) : KINDS.getOrDefault(type, "a valid value");
      return name(e.getArgSpec()) + " must be " + kind + " (got " + e.getValue() + ")";
    }
    return String.valueOf(e.getMessage());
  }

  private static String oneOf(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private static String unknown(CommandLine command, String argument) {
    boolean option = argument.startsWith("-");
    boolean main = command.getParent() == null;
    String name = option ? argument.replaceFirst("=.*", "") : argument;
    Collection<String> known =
        option ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
    String nearest = NearestName.of(name, known).map(n -> ", did you mean " + n + "?").orElse("");
    if (option || main) {
      String what = option ? "unknown " : "unknown command ";
      String expected = option ? "" : ", expected one of " + String.join(", ", known);
      String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
      return what + name + (nearest.isEmpty() ? expected + help : nearest);
    }
    return "unexpected argument "
        + argument
        + "; see "
        + command.getCommandSpec().qualifiedName()
        + " --help";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String message(Throwable e) {
    if (e instanceof UncheckedIOException unchecked) {
      return message(unchecked.getCause());
    }
    if (e instanceof InvalidPathException invalid) {
      return "'" + invalid.getInput() + "' is not a path: " + invalid.getReason();
    }
    if (e instanceof FileSystemException file) {
      return file(file);
    }
    if (e instanceof OutOfMemoryError) {
      return "memory is used up ("
          + Runtime.getRuntime().maxMemory() / (1 << 20)
          + " MB); give more with JAVA_OPTS=-Xmx8g, or take less data";
    }
    if (e instanceof LinkageError) {
      return "TensorFlow cannot be loaded on this machine ("
          + e
          + "), expected Linux, macOS on arm64 or Windows, with a writable home folder or"
          + " JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER";
    }
    boolean told =
        e instanceof IllegalArgumentException
            || e instanceof IllegalStateException
            || e instanceof IOException;
    return told && e.getMessage() != null
        ? e.getMessage()
        : e + "; an unexpected failure: --debug shows where";
  }

  private static String file(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return e.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return e.getFile() + ": permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return e.getFile() + " is not a folder";
    }
    if (e instanceof FileAlreadyExistsException && e.getReason() == null) {
      return e.getFile() + " exists already and is in the way: name another place";
    }
    return e.getReason() == null ? e.getMessage() : e.getFile() + ": " + e.getReason();
  }
}

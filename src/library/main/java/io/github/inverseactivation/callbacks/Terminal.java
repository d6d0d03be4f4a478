package io.github.inverseactivation.callbacks;

import java.io.Console;

/** Whether a person is watching. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether standard input and output are a terminal, so that a line can be drawn over.
   *
   * @return true on a terminal
   */
  public static boolean isPresent() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 there is a console even where there is no terminal, and a method that tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}

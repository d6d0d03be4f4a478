package io.github.inverseactivation.cli;

/** Trains in a JVM of its own, and prints what a person at the terminal would see. */
final class WithoutFonts {
  private WithoutFonts() {}

  /** Takes the command's arguments. */
  public static void main(String[] args) {
    CommandLineRun run = CommandLineRun.of((Object[]) args);
    System.out.println("status " + run.status());
    System.out.print(run.out());
    System.out.print(run.err());
  }
}

package io.github.inverseactivation.training;

/** What {@code fit} and {@code evaluate} print. */
public enum Verbosity {
  /** A bar on a terminal, a line an epoch elsewhere. */
  AUTO,
  /** Nothing. */
  SILENT,
  /** A bar that is redrawn as batches end. */
  BAR,
  /** One line an epoch. */
  LINES
}

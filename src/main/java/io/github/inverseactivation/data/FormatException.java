package io.github.inverseactivation.data;

/** A file or folder is damaged, incomplete, not what it was taken for, or refused as unsafe. */
public class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message.
   *
   * @param message what was found, where, and what was expected
   */
  public FormatException(String message) {
    super(message);
  }

  /**
   * An exception with a message and a cause.
   *
   * @param message what was found, where, and what was expected
   * @param cause what went wrong below
   */
  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

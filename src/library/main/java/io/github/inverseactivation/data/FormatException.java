package io.github.inverseactivation.data;

/**
 * A file that does not hold what its format promises: damaged, truncated, of another kind, or made
 * to do harm. The message names the file, the place in it, what was expected and what was found.
 *
 * <p>It is an {@link IllegalArgumentException} because the file is a value the caller passed in;
 * trouble with the disk or the network itself is an {@link java.io.IOException}.
 */
public final class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A complaint about a file.
   *
   * @param message which file and where, what was expected and what was found
   */
  public FormatException(String message) {
    super(message);
  }

  /**
   * A complaint about a file that a decoder gave up on.
   *
   * @param message which file and where, what was expected and what was found
   * @param cause the decoder's own complaint
   */
  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

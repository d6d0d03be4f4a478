package io.github.inverseactivation.reports;

/**
 * This machine has no fonts, or Java does not find the libraries to draw them with, so no picture
 * with text can be made. The message says what to install.
 */
public final class NoFontsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NoFontsException(Throwable cause) {
    super(
        "no picture can be drawn, because Java finds no fonts here ("
            + first(cause)
            + "): install some, on Debian with apt install fontconfig fonts-dejavu-core",
        cause);
  }

  /** What went wrong first: Java wraps it several times. */
  private static String first(Throwable cause) {
    Throwable first = cause;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String message = String.valueOf(first.getMessage()).strip();
    return message.lines().findFirst().orElse("");
  }
}

package io.github.inverseactivation.saving.keras;

/** A layer is called in a way that cannot be read; who catches it names the layer. */
final class CallException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  CallException(String message) {
    super(message);
  }
}

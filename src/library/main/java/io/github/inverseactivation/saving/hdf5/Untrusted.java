package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.FormatException;
import java.util.function.Supplier;

/** Calls of the decoder on bytes that may mean anything. */
final class Untrusted {
  private Untrusted() {}

  /**
   * Calls the decoder. On damaged bytes it throws whatever its next index or cast comes to, follows
   * circles until the stack ends, and takes the memory that a length promises; for a caller all of
   * that is one thing, a damaged file. Nothing is left half done by it: decoding only reads.
   */
  static <R> R call(String place, Supplier<R> action) {
    try {
      return action.get();
    } catch (FormatException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new FormatException(
          place + ": is damaged, or of a kind that is not read: " + cause(e), e);
    }
  }

  private static String cause(Throwable e) {
    Throwable deepest = e;
    for (int i = 0; deepest.getCause() != null && i < 20; i++) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}

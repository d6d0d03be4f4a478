package io.github.inverseactivation.data;

import java.util.NoSuchElementException;

/** A cursor made of one method that finds the next element; it closes itself at the end. */
abstract class Lookahead<T> implements Cursor<T> {
  private T next;
  private boolean ended;

  /** The next element, or null where there is none. */
  abstract T advance();

  /** Gives back what the cursor holds; called once. */
  void release() {}

  @Override
  public final boolean hasNext() {
    if (next == null && !ended) {
      next = advance();
      if (next == null) {
        close();
      }
    }
    return next != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the data have ended");
    }
    T element = next;
    next = null;
    return element;
  }

  @Override
  public final void close() {
    next = null;
    if (!ended) {
      ended = true;
      release();
    }
  }
}

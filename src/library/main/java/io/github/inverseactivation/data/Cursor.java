package io.github.inverseactivation.data;

import java.util.Iterator;

/**
 * An iterator that holds something, such as a file or a thread, until its end or until it is
 * closed. Whoever walks to the end need not close it; whoever may stop earlier does, best with try.
 *
 * <pre>{@code
 * try (Cursor<Batch> batches = Cursor.over(data.batches(32))) {
 *   train(batches.next());
 * }
 * }</pre>
 *
 * @param <T> what it goes over
 */
public interface Cursor<T> extends Iterator<T>, AutoCloseable {

  /** Gives back what the cursor holds. Closing twice does nothing more; it has no next element. */
  @Override
  void close();

  /**
   * A walk that can be ended early, whatever the elements come from.
   *
   * @param <T> what it goes over
   * @param elements the elements
   * @return their iterator, if that is a cursor; otherwise one whose closing does nothing
   */
  static <T> Cursor<T> over(Iterable<T> elements) {
    Iterator<T> iterator = elements.iterator();
    if (iterator instanceof Cursor<T> cursor) {
      return cursor;
    }
    return new Lookahead<>() {
      @Override
      T advance() {
        return iterator.hasNext() ? iterator.next() : null;
      }
    };
  }
}

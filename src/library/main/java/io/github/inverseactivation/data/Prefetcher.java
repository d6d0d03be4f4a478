package io.github.inverseactivation.data;

import java.lang.ref.Cleaner;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Walks over elements on a thread of its own, some elements ahead. The thread ends with the
 * elements, when the walk is closed, and when it was forgotten: the thread holds no reference to
 * this object, so a cleaner notices.
 */
final class Prefetcher<T> implements Cursor<T> {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final Object END = new Object();

  /** What the walk over the source threw. */
  private record Failure(Throwable cause) {}

  private final Worker<T> worker;
  private final Cleaner.Cleanable forgotten;
  private Object next;

  Prefetcher(Iterable<T> elements, int ahead) {
    worker = new Worker<>(elements, ahead);
    worker.start();
    forgotten = CLEANER.register(this, worker::end);
  }

  private static final class Worker<T> extends Thread {
    private final Iterable<T> elements;
    private final BlockingQueue<Object> queue;
    private volatile boolean ended;

    Worker(Iterable<T> elements, int ahead) {
      super("dataset-prefetch");
      setDaemon(true);
      this.elements = elements;
      this.queue = new ArrayBlockingQueue<>(ahead);
    }

    /**
     * Wakes the thread wherever it waits. A function of the user may swallow the interrupt; then
     * the empty queue lets the thread go on to where it sees that it has ended.
     */
    void end() {
      ended = true;
      interrupt();
      queue.clear();
    }

    @Override
    public void run() {
      try {
        Object last = walk();
        if (!ended) {
          queue.put(last);
        }
      } catch (InterruptedException e) {
        // Nobody is waiting any more.
      }
    }

    private Object walk() throws InterruptedException {
      try (Cursor<T> cursor = Cursor.over(elements)) {
        while (!ended && cursor.hasNext()) {
          queue.put(cursor.next());
        }
        return END;
      } catch (RuntimeException | Error e) {
        return new Failure(e);
      }
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = worker.queue.take();
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for data", e);
      }
    }
    if (next instanceof Failure failure) {
      // The exception itself, not one about it: callers see what they would without the thread.
      if (failure.cause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure.cause();
    }
    return next != END;
  }

  @Override
  @SuppressWarnings("unchecked") // the queue has nothing but elements, failures and the end
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the data have ended");
    }
    T element = (T) next;
    next = null;
    return element;
  }

  /** Ends the thread and waits until it has ended, so that no function of the user runs on. */
  @Override
  public void close() {
    next = END;
    forgotten.clean();
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

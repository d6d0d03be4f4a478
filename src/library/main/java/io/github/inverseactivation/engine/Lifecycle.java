package io.github.inverseactivation.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Who may use native memory when: many threads predict, one trains, and closing waits for both.
 * Breaking the rule is an exception, never a race.
 */
final class Lifecycle {
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private final ReentrantLock change = new ReentrantLock();
  private boolean closed;

  /** Runs what leaves the weights alone. */
  <R> R use(Supplier<R> action) {
    begin();
    try {
      return action.get();
    } finally {
      end();
    }
  }

  /** Begins what {@link #use} does, for those who cannot afford to make an object. */
  void begin() {
    open.readLock().lock();
    if (closed) {
      open.readLock().unlock();
      throw new IllegalStateException("the model is closed: make or load it again");
    }
  }

  /** Ends what {@link #begin} has begun. */
  void end() {
    open.readLock().unlock();
  }

  /** Runs what changes the model. */
  <R> R change(String what, Supplier<R> action) {
    if (!change.tryLock()) {
      throw new IllegalStateException(
          what
              + " while another thread trains or changes this model: wait for it, or give each"
              + " thread a model of its own");
    }
    try {
      return use(action);
    } finally {
      change.unlock();
    }
  }

  /** Waits for every use to end and then runs {@code release}, once. */
  void close(Runnable release) {
    if (open.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          "close within a use of the same model: close it when fit or predict has returned");
    }
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      open.writeLock().unlock();
    }
  }
}

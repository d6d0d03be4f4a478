package io.github.inverseactivation.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who may use native memory when: many threads predict, one trains, and closing waits for both.
 * Breaking the rule is an exception, never a race.
 */
final class Lifecycle {
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private final ReentrantLock change = new ReentrantLock();
  private boolean closed;

  /** Ends a use; what {@code try} needs. */
  interface Use extends AutoCloseable {
    @Override
    void close();
  }

  /** Begins a use that leaves the weights alone. */
  Use use() {
    open.readLock().lock();
    if (closed) {
      open.readLock().unlock();
      throw new IllegalStateException("the model is closed: make or load it again");
    }
    return open.readLock()::unlock;
  }

  /** Begins a use that changes the model. */
  Use change(String what) {
    if (!change.tryLock()) {
      throw new IllegalStateException(
          what
              + " while another thread trains or changes this model: wait for it, or give each"
              + " thread a model of its own");
    }
    Use use;
    try {
      use = use();
    } catch (RuntimeException e) {
      change.unlock();
      throw e;
    }
    return () -> {
      use.close();
      change.unlock();
    };
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

package io.github.inverseactivation.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Elements that can be made by their number, made ahead on several threads and given out in their
 * order. Threads without work end by themselves after a second, so a walk that is forgotten leaves
 * none.
 */
final class ParallelCursor<T> extends Lookahead<T> {
  private final int size;
  private final IntFunction<T> element;
  private final int ahead;
  private final ThreadPoolExecutor pool;
  private final Deque<Future<T>> begun = new ArrayDeque<>();
  private int next;

  /**
   * A walk.
   *
   * @param size the number of elements
   * @param element makes the element with a number; runs on several threads at once, and must not
   *     refer to the walk, which they would keep alive
   * @param ahead how many elements are made before they are asked for
   */
  ParallelCursor(int size, IntFunction<T> element, int ahead, int threads) {
    this.size = size;
    this.element = element;
    this.ahead = ahead;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "dataset-prefetch");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  T advance() {
    while (begun.size() < ahead && next < size) {
      begun.add(pool.submit(task(element, next++)));
    }
    return begun.isEmpty() ? null : result(begun.remove());
  }

  /** Static, so that threads hold no reference to the walk. */
  private static <T> Callable<T> task(IntFunction<T> element, int number) {
    return () -> element.apply(number);
  }

  private T result(Future<T> element) {
    try {
      return element.get();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for data", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  @Override
  void release() {
    pool.shutdownNow();
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

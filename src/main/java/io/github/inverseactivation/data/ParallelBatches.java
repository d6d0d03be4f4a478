package io.github.inverseactivation.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;

/**
 * Batches of examples that can be had by their number, made ahead on several threads, a batch on
 * each, and given out in their order. Threads without work end by themselves after a second, so a
 * walk that is forgotten leaves none.
 */
final class ParallelBatches extends Lookahead<Batch> {
  private final LongFunction<Example> access;
  private final IntUnaryOperator order;
  private final int size;
  private final int batchSize;
  private final int ahead;
  private final ThreadPoolExecutor pool;
  private final Deque<Future<Batch>> batches = new ArrayDeque<>();
  private int next;

  ParallelBatches(
      LongFunction<Example> access,
      IntUnaryOperator order,
      int size,
      int batchSize,
      int bufferSize,
      int threads) {
    this.access = access;
    this.order = order;
    this.size = size;
    this.batchSize = batchSize;
    this.ahead = bufferSize + threads;
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
  Batch advance() {
    while (batches.size() < ahead && next < size) {
      int from = next;
      next = (int) Math.min(size, (long) from + batchSize);
      int to = next;
      batches.add(pool.submit(() -> batch(access, order, from, to)));
    }
    return batches.isEmpty() ? null : result(batches.remove());
  }

  /** Static, so that threads hold no reference to the walk. */
  private static Batch batch(
      LongFunction<Example> access, IntUnaryOperator order, int from, int to) {
    List<Example> some = new ArrayList<>();
    for (int i = from; i < to; i++) {
      some.add(access.apply(order.applyAsInt(i)));
    }
    return Batching.batch(some, from);
  }

  private Batch result(Future<Batch> batch) {
    try {
      return batch.get();
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

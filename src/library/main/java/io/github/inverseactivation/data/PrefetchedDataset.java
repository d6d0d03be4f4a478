package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;

/** Batches, or examples where another stage follows, made ahead on other threads. */
final class PrefetchedDataset extends Pipeline {
  private static final int MAX_THREADS = 1024;

  private final Dataset source;
  private final int bufferSize;
  private final int threads;

  PrefetchedDataset(Dataset source, int bufferSize, int threads) {
    if (bufferSize < 1) {
      throw new IllegalArgumentException("bufferSize must be at least 1, got " + bufferSize);
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to " + MAX_THREADS + ", got " + threads);
    }
    this.source = source;
    this.threads = threads;
    this.bufferSize = bufferSize;
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  Specs specs() {
    return Specs.of(source);
  }

  @Override
  LongFunction<Example> access() {
    return access(source);
  }

  @Override
  Cursor<Example> open() {
    return new Prefetcher<>(source.examples(), bufferSize);
  }

  @Override
  Cursor<Example> open(long seed) {
    return new Prefetcher<>(source.examples(seed), bufferSize);
  }

  @Override
  public Iterable<Batch> batches(int batchSize) {
    Iterable<Batch> batches = source.batches(batchSize);
    return inParallel()
        ? () -> parallel(batchSize, i -> i)
        : () -> new Prefetcher<>(batches, bufferSize);
  }

  @Override
  public Iterable<Batch> batches(int batchSize, long shuffleSeed) {
    Iterable<Batch> batches = source.batches(batchSize, shuffleSeed);
    return inParallel()
        ? () -> {
          int[] order = ArrayDataset.shuffledOrder((int) size(), shuffleSeed);
          return parallel(batchSize, i -> order[i]);
        }
        : () -> new Prefetcher<>(batches, bufferSize);
  }

  private boolean inParallel() {
    return threads > 1 && access() != null;
  }

  private Cursor<Batch> parallel(int batchSize, IntUnaryOperator order) {
    LongFunction<Example> access = access();
    int size = (int) size();
    int batches = (int) ((size + (long) batchSize - 1) / batchSize);
    return new ParallelCursor<>(
        batches,
        number -> {
          int from = number * batchSize;
          int to = (int) Math.min(size, (long) from + batchSize);
          List<Example> some = new ArrayList<>();
          for (int i = from; i < to; i++) {
            some.add(access.apply(order.applyAsInt(i)));
          }
          return Batching.batch(some, from);
        },
        bufferSize + threads,
        threads);
  }
}

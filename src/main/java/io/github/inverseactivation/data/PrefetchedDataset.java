package io.github.inverseactivation.data;

import java.util.function.LongFunction;

/** Batches, or examples where another stage follows, made ahead on another thread. */
final class PrefetchedDataset extends Pipeline {
  private final Dataset source;
  private final int bufferSize;

  PrefetchedDataset(Dataset source, int bufferSize) {
    if (bufferSize < 1) {
      throw new IllegalArgumentException("bufferSize must be at least 1, got " + bufferSize);
    }
    this.source = source;
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
    return () -> new Prefetcher<>(batches, bufferSize);
  }

  @Override
  public Iterable<Batch> batches(int batchSize, long shuffleSeed) {
    Iterable<Batch> batches = source.batches(batchSize, shuffleSeed);
    return () -> new Prefetcher<>(batches, bufferSize);
  }
}

package io.github.inverseactivation.data;

import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;

/** Examples that can be had by their number, so that an epoch can visit them in any order. */
final class IndexedDataset extends Pipeline {
  /** Enough that no thread waits while examples are asked for in batches. */
  private static final int AHEAD_PER_THREAD = 8;

  private final long size;
  private final LongFunction<Example> example;
  private final int threads;

  IndexedDataset(long size, LongFunction<Example> example) {
    this(size, example, 1);
  }

  /**
   * Examples that are made ahead on several threads, and come in the same order as from one.
   *
   * @param example fit to run on several threads at once, if there are
   */
  IndexedDataset(long size, LongFunction<Example> example, int threads) {
    if (size < 1 || size > Reading.MAX_ARRAY) {
      throw new IllegalArgumentException(
          "size must be 1 to " + Reading.MAX_ARRAY + " examples, got " + size);
    }
    this.size = size;
    this.example = example;
    this.threads = threads;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  LongFunction<Example> access() {
    return example;
  }

  /** Of one example, where a walk would begin with several. */
  @Override
  Specs specs() {
    return Specs.of(example.apply(0));
  }

  @Override
  int threads() {
    return threads;
  }

  @Override
  Cursor<Example> open() {
    return inOrder((int) size, i -> i, example, threads);
  }

  @Override
  Cursor<Example> open(long seed) {
    return shuffled((int) size, seed, example, threads);
  }

  static Cursor<Example> shuffled(int size, long seed, LongFunction<Example> example, int threads) {
    int[] order = ArrayDataset.shuffledOrder(size, seed);
    return inOrder(size, i -> order[i], example, threads);
  }

  static Cursor<Example> inOrder(
      int size, IntUnaryOperator order, LongFunction<Example> example, int threads) {
    if (threads > 1) {
      return new ParallelCursor<>(
          size, i -> example.apply(order.applyAsInt(i)), AHEAD_PER_THREAD * threads, threads);
    }
    return new Lookahead<>() {
      private int next;

      @Override
      Example advance() {
        return next < size ? example.apply(order.applyAsInt(next++)) : null;
      }
    };
  }
}

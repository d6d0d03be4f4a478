package io.github.inverseactivation.data;

import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;

/** Examples that can be had by their number, so that an epoch can visit them in any order. */
final class IndexedDataset extends Pipeline {
  private final long size;
  private final LongFunction<Example> example;

  IndexedDataset(long size, LongFunction<Example> example) {
    if (size < 1 || size > Reading.MAX_ARRAY) {
      throw new IllegalArgumentException(
          "size must be 1 to " + Reading.MAX_ARRAY + " examples, got " + size);
    }
    this.size = size;
    this.example = example;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  LongFunction<Example> access() {
    return example;
  }

  @Override
  Cursor<Example> open() {
    return inOrder((int) size, i -> i, example);
  }

  @Override
  Cursor<Example> open(long seed) {
    return shuffled((int) size, seed, example);
  }

  static Cursor<Example> shuffled(int size, long seed, LongFunction<Example> example) {
    int[] order = ArrayDataset.shuffledOrder(size, seed);
    return inOrder(size, i -> order[i], example);
  }

  static Cursor<Example> inOrder(int size, IntUnaryOperator order, LongFunction<Example> example) {
    return new Lookahead<>() {
      private int next;

      @Override
      Example advance() {
        return next < size ? example.apply(order.applyAsInt(next++)) : null;
      }
    };
  }
}

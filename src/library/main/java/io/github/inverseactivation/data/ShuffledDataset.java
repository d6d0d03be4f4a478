package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Examples drawn at random from a buffer that is filled up again from the source, as in tf.data. A
 * walk without a seed keeps the order.
 */
final class ShuffledDataset extends Pipeline {
  private static final long SHUFFLING = 0x5bff;

  private final Dataset source;
  private final int bufferSize;

  private ShuffledDataset(Dataset source, int bufferSize) {
    this.source = source;
    this.bufferSize = bufferSize;
  }

  /** Where examples can be had by their number, a seed already shuffles all of them. */
  static Dataset of(Dataset source, int bufferSize) {
    if (bufferSize < 1) {
      throw new IllegalArgumentException("bufferSize must be at least 1, got " + bufferSize);
    }
    return access(source) != null ? source : new ShuffledDataset(source, bufferSize);
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
  Cursor<Example> open() {
    return Cursor.over(source.examples());
  }

  @Override
  Cursor<Example> open(long seed) {
    Cursor<Example> examples = Cursor.over(source.examples(seed));
    Random random = new Random(mix(seed, SHUFFLING));
    return new Lookahead<>() {
      private final List<Example> buffer = new ArrayList<>();

      @Override
      Example advance() {
        while (buffer.size() < bufferSize && examples.hasNext()) {
          buffer.add(examples.next());
        }
        if (buffer.isEmpty()) {
          return null;
        }
        int drawn = random.nextInt(buffer.size());
        Example last = buffer.remove(buffer.size() - 1);
        return drawn == buffer.size() ? last : buffer.set(drawn, last);
      }

      @Override
      void release() {
        examples.close();
      }
    };
  }
}

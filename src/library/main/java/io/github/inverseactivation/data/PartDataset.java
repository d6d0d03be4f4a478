package io.github.inverseactivation.data;

import java.util.function.LongFunction;

/**
 * A run of examples. Which these are does not depend on a seed: parts that do not overlap stay
 * apart in every epoch.
 */
final class PartDataset extends Pipeline {
  private final Dataset source;
  private final long from;
  private final long count;

  private PartDataset(Dataset source, long from, long count) {
    this.source = source;
    this.from = from;
    this.count = count;
  }

  static Dataset take(Dataset source, long count) {
    if (count < 1) {
      throw new IllegalArgumentException("take needs at least 1 example, got " + count);
    }
    return part(source, 0, count);
  }

  static Dataset skip(Dataset source, long count) {
    long size = source.size();
    if (count < 0 || size != UNKNOWN_SIZE && count >= size) {
      throw new IllegalArgumentException(
          "skip must leave at least 1 of "
              + (size == UNKNOWN_SIZE ? "the" : size)
              + " examples, got "
              + count);
    }
    return part(source, count, Long.MAX_VALUE);
  }

  private static Dataset part(Dataset source, long from, long count) {
    LongFunction<Example> access = access(source);
    return access == null
        ? new PartDataset(source, from, count)
        : new IndexedDataset(
            Math.min(count, source.size() - from), i -> access.apply(from + i), threads(source));
  }

  @Override
  public long size() {
    return source.size() == UNKNOWN_SIZE ? UNKNOWN_SIZE : Math.min(count, source.size() - from);
  }

  @Override
  Specs specs() {
    return Specs.of(source);
  }

  @Override
  Cursor<Example> open() {
    Cursor<Example> examples = Cursor.over(source.examples());
    return new Lookahead<>() {
      private long number;

      @Override
      Example advance() {
        while (number < from && examples.hasNext()) {
          examples.next();
          number++;
        }
        return number++ - from < count && examples.hasNext() ? examples.next() : null;
      }

      @Override
      void release() {
        examples.close();
      }
    };
  }

  @Override
  Cursor<Example> open(long seed) {
    return open();
  }
}

package io.github.inverseactivation.data;

import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** A function of each example. */
final class MappedDataset extends Pipeline {
  private final Dataset source;
  private final UnaryOperator<Example> function;

  MappedDataset(Dataset source, UnaryOperator<Example> function) {
    this.source = source;
    this.function = function;
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  LongFunction<Example> access() {
    LongFunction<Example> access = access(source);
    return access == null ? null : i -> apply(access.apply(i), () -> i);
  }

  @Override
  Cursor<Example> open() {
    return mapped(source.examples(), position -> position);
  }

  @Override
  Cursor<Example> open(long seed) {
    return mapped(
        source.examples(seed),
        position ->
            access(source) == null
                ? position
                : ArrayDataset.shuffledOrder((int) size(), seed)[(int) position]);
  }

  /** The number of an example is worked out only when it is needed for a message. */
  private Cursor<Example> mapped(Iterable<Example> source, LongUnaryOperator number) {
    Cursor<Example> examples = Cursor.over(source);
    return new Lookahead<>() {
      private long position;

      @Override
      Example advance() {
        if (!examples.hasNext()) {
          return null;
        }
        long current = position++;
        return apply(examples.next(), () -> number.applyAsLong(current));
      }

      @Override
      void release() {
        examples.close();
      }
    };
  }

  private Example apply(Example example, LongSupplier number) {
    Example result;
    try {
      result = function.apply(example);
    } catch (RuntimeException e) {
      throw new IllegalStateException("map failed on example " + number.getAsLong() + ": " + e, e);
    }
    if (result == null) {
      throw new IllegalStateException("map returned null for example " + number.getAsLong());
    }
    return result;
  }
}

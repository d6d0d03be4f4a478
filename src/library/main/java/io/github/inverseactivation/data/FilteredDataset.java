package io.github.inverseactivation.data;

import java.util.function.Predicate;

/** The examples that pass a test. */
final class FilteredDataset extends Pipeline {
  private final Dataset source;
  private final Predicate<Example> predicate;

  FilteredDataset(Dataset source, Predicate<Example> predicate) {
    this.source = source;
    this.predicate = predicate;
  }

  @Override
  public long size() {
    return UNKNOWN_SIZE;
  }

  @Override
  Specs specs() {
    return Specs.of(source);
  }

  @Override
  Cursor<Example> open() {
    return filtered(source.examples());
  }

  @Override
  Cursor<Example> open(long seed) {
    return filtered(source.examples(seed));
  }

  private Cursor<Example> filtered(Iterable<Example> source) {
    Cursor<Example> examples = Cursor.over(source);
    return new Lookahead<>() {
      private long number;

      @Override
      Example advance() {
        while (examples.hasNext()) {
          Example example = examples.next();
          if (passes(example, number++)) {
            return example;
          }
        }
        return null;
      }

      @Override
      void release() {
        examples.close();
      }
    };
  }

  private boolean passes(Example example, long number) {
    try {
      return predicate.test(example);
    } catch (RuntimeException e) {
      throw new IllegalStateException("filter failed on example " + number + ": " + e, e);
    }
  }
}

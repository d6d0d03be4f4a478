package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;

/** The examples of several data sets, one set after the other. */
final class ConcatenatedDataset extends Pipeline {
  private static final long REPETITION = 0x4e9e;

  private final List<Dataset> parts;
  private final boolean repeated;

  private ConcatenatedDataset(List<Dataset> parts, boolean repeated) {
    this.parts = parts;
    this.repeated = repeated;
  }

  static Dataset of(Dataset first, Dataset second) {
    LongFunction<Example> start = access(first);
    LongFunction<Example> end = access(second);
    if (start == null || end == null) {
      return new ConcatenatedDataset(List.of(first, second), false);
    }
    long size = first.size();
    return new IndexedDataset(
        size + second.size(),
        i -> i < size ? start.apply(i) : end.apply(i - size),
        Math.min(threads(first), threads(second)));
  }

  static Dataset repeat(Dataset source, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("repeat needs a count of at least 1, got " + count);
    }
    return new ConcatenatedDataset(Collections.nCopies(count, source), true);
  }

  @Override
  public long size() {
    long size = 0;
    for (Dataset part : parts) {
      if (part.size() == UNKNOWN_SIZE) {
        return UNKNOWN_SIZE;
      }
      size = Math.addExact(size, part.size());
    }
    return size;
  }

  @Override
  Specs specs() {
    return Specs.of(parts.get(0));
  }

  @Override
  Cursor<Example> open() {
    List<Iterable<Example>> walks = new ArrayList<>();
    parts.forEach(part -> walks.add(part.examples()));
    return oneAfterTheOther(walks.iterator());
  }

  @Override
  Cursor<Example> open(long seed) {
    List<Iterable<Example>> walks = new ArrayList<>();
    for (Dataset part : parts) {
      // Repetitions differ from each other, as epochs do.
      walks.add(part.examples(repeated ? mix(seed, REPETITION + walks.size()) : seed));
    }
    return oneAfterTheOther(walks.iterator());
  }

  private static Cursor<Example> oneAfterTheOther(Iterator<Iterable<Example>> walks) {
    return new Lookahead<>() {
      private Cursor<Example> current;

      @Override
      Example advance() {
        while (current == null || !current.hasNext()) {
          if (!walks.hasNext()) {
            return null;
          }
          current = Cursor.over(walks.next());
        }
        return current.next();
      }

      @Override
      void release() {
        if (current != null) {
          current.close();
        }
      }
    };
  }
}

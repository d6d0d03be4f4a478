package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

/**
 * Examples that stay in memory. Those with numbers are kept as they are first asked for; others are
 * read to their end first, because the order of an epoch must not depend on what is kept already.
 */
final class CachedDataset extends Pipeline {
  private final Dataset source;
  private volatile List<Example> loaded;

  private CachedDataset(Dataset source) {
    this.source = source;
  }

  static Dataset of(Dataset source) {
    LongFunction<Example> access = access(source);
    if (access == null) {
      return new CachedDataset(source);
    }
    var kept = new AtomicReferenceArray<Example>((int) source.size());
    return new IndexedDataset(
        source.size(),
        number -> {
          Example example = kept.get((int) number);
          if (example == null) {
            example = access.apply(number);
            kept.set((int) number, example);
          }
          return example;
        },
        threads(source));
  }

  private List<Example> load() {
    if (loaded == null) {
      synchronized (this) {
        if (loaded == null) {
          List<Example> all = new ArrayList<>();
          try (Cursor<Example> examples = Cursor.over(source.examples())) {
            examples.forEachRemaining(all::add);
          }
          loaded = all;
        }
      }
    }
    return loaded;
  }

  @Override
  public long size() {
    List<Example> all = loaded;
    return all == null ? source.size() : all.size();
  }

  @Override
  Specs specs() {
    return Specs.of(source);
  }

  @Override
  Cursor<Example> open() {
    List<Example> all = load();
    return IndexedDataset.inOrder(all.size(), i -> i, i -> all.get((int) i), 1);
  }

  @Override
  Cursor<Example> open(long seed) {
    List<Example> all = load();
    return IndexedDataset.shuffled(all.size(), seed, i -> all.get((int) i), 1);
  }
}

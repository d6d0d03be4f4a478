package io.github.inverseactivation.data;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Examples from a stream that is opened anew for each walk. */
final class GeneratedDataset extends Pipeline {
  private final Supplier<? extends Stream<Example>> source;
  private final long size;

  GeneratedDataset(Supplier<? extends Stream<Example>> source, long size) {
    if (size < 1 && size != UNKNOWN_SIZE) {
      throw new IllegalArgumentException("size must be at least 1, got " + size);
    }
    this.source = source;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  Cursor<Example> open() {
    Stream<Example> stream = source.get();
    Iterator<Example> examples = stream.iterator();
    return new Lookahead<>() {
      private long done;

      @Override
      Example advance() {
        if (!examples.hasNext()) {
          checkSize(done < size, done + " came");
          return null;
        }
        checkSize(done == size, "more came");
        Example example = examples.next();
        if (example == null) {
          throw new IllegalStateException("the source gave null in place of example " + done);
        }
        done++;
        return example;
      }

      @Override
      void release() {
        stream.close();
      }
    };
  }

  private void checkSize(boolean wrong, String found) {
    if (wrong && size != UNKNOWN_SIZE) {
      throw new IllegalStateException(
          "the source was said to have " + size + " examples, but " + found);
    }
  }

  /** The stream has the only order there is. */
  @Override
  Cursor<Example> open(long seed) {
    return open();
  }
}

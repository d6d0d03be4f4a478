package io.github.inverseactivation.data;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** A function of each batch, perhaps another one for each batch of a walk with a seed. */
final class BatchMappedDataset implements Dataset {
  private static final long AUGMENTING = 0xa6f1;

  private final Dataset source;
  private final String stage;
  private final UnaryOperator<Batch> function;
  private final LongFunction<LongFunction<UnaryOperator<Batch>>> seeded;
  private volatile Specs specs;

  /** The functions of a walk with a seed are had by the seed and then by the batch's number. */
  private BatchMappedDataset(
      Dataset source,
      String stage,
      UnaryOperator<Batch> function,
      LongFunction<LongFunction<UnaryOperator<Batch>>> seeded) {
    this.source = source;
    this.stage = stage;
    this.function = function;
    this.seeded = seeded;
  }

  /** The same function of every batch. */
  static Dataset map(Dataset source, UnaryOperator<Batch> function) {
    return new BatchMappedDataset(source, "mapBatches", function, seed -> number -> function);
  }

  /** A random function of each batch of a walk with a seed, and of no other. */
  static Dataset augment(Dataset source, BatchAugmentation augmentation) {
    return new BatchMappedDataset(
        source,
        "augment",
        batch -> batch,
        seed -> {
          long own = Pipeline.mix(seed, AUGMENTING);
          return number -> batch -> augmentation.apply(batch, Pipeline.mix(own, number));
        });
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public List<ArraySpec> inputs() {
    return specs().inputs();
  }

  @Override
  public List<ArraySpec> targets() {
    return specs().targets();
  }

  private Specs specs() {
    if (specs == null) {
      try (Cursor<Batch> batches = Cursor.over(batches(1))) {
        if (!batches.hasNext()) {
          throw new IllegalArgumentException("the data set has no examples; at least 1 is needed");
        }
        specs = Specs.of(batches.next());
      }
    }
    return specs;
  }

  @Override
  public Iterable<Batch> batches(int batchSize) {
    Iterable<Batch> batches = source.batches(batchSize);
    return () -> mapped(Cursor.over(batches), number -> function);
  }

  @Override
  public Iterable<Batch> batches(int batchSize, long shuffleSeed) {
    Iterable<Batch> batches = source.batches(batchSize, shuffleSeed);
    return () -> mapped(Cursor.over(batches), seeded.apply(shuffleSeed));
  }

  private Cursor<Batch> mapped(
      Cursor<Batch> batches, LongFunction<UnaryOperator<Batch>> functions) {
    return new Lookahead<>() {
      private long number;

      @Override
      Batch advance() {
        return batches.hasNext() ? apply(functions.apply(number), batches.next(), number++) : null;
      }

      @Override
      void release() {
        batches.close();
      }
    };
  }

  private Batch apply(UnaryOperator<Batch> change, Batch batch, long number) {
    Batch result;
    try {
      result = change.apply(batch);
    } catch (RuntimeException e) {
      throw new IllegalStateException(stage + " failed on batch " + number + ": " + e, e);
    }
    if (result == null || result.size() != batch.size()) {
      throw new IllegalStateException(
          stage
              + " returned "
              + (result == null ? "null" : result.size() + " examples")
              + " for the "
              + batch.size()
              + " of batch "
              + number);
    }
    return result;
  }
}

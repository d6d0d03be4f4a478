package io.github.inverseactivation.data;

import java.util.List;
import java.util.function.UnaryOperator;

/** A function of each batch. */
final class BatchMappedDataset implements Dataset {
  private final Dataset source;
  private final UnaryOperator<Batch> function;
  private volatile Specs specs;

  BatchMappedDataset(Dataset source, UnaryOperator<Batch> function) {
    this.source = source;
    this.function = function;
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
    return () -> mapped(Cursor.over(batches));
  }

  @Override
  public Iterable<Batch> batches(int batchSize, long shuffleSeed) {
    Iterable<Batch> batches = source.batches(batchSize, shuffleSeed);
    return () -> mapped(Cursor.over(batches));
  }

  private Cursor<Batch> mapped(Cursor<Batch> batches) {
    return new Lookahead<>() {
      private long number;

      @Override
      Batch advance() {
        return batches.hasNext() ? apply(batches.next(), number++) : null;
      }

      @Override
      void release() {
        batches.close();
      }
    };
  }

  private Batch apply(Batch batch, long number) {
    Batch result;
    try {
      result = function.apply(batch);
    } catch (RuntimeException e) {
      throw new IllegalStateException("mapBatches failed on batch " + number + ": " + e, e);
    }
    if (result == null || result.size() != batch.size()) {
      throw new IllegalStateException(
          "mapBatches returned "
              + (result == null ? "null" : result.size() + " examples")
              + " for the "
              + batch.size()
              + " of batch "
              + number);
    }
    return result;
  }
}

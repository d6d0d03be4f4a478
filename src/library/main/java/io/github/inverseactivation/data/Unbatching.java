package io.github.inverseactivation.data;

import java.util.List;

/** Takes batches apart into single examples. */
final class Unbatching extends Lookahead<Example> {
  /** As many examples as are fetched at once where a data set knows only batches. */
  static final int BATCH = 32;

  private final Cursor<Batch> batches;
  private Batch batch;
  private int next;

  Unbatching(Cursor<Batch> batches) {
    this.batches = batches;
  }

  @Override
  Example advance() {
    while (batch == null || next == batch.size()) {
      if (!batches.hasNext()) {
        return null;
      }
      batch = batches.next();
      next = 0;
    }
    return example(batch.inputs(), batch.targets(), batch.sampleWeights(), next++);
  }

  @Override
  void release() {
    batches.close();
  }

  /** The example in one row of arrays. */
  static Example example(List<Array> inputs, List<Array> targets, Array weights, int row) {
    return new Example(
        inputs.stream().map(array -> array.row(row)).toList(),
        targets.stream().map(array -> array.row(row)).toList(),
        weights == null ? null : (Float) weights.row(row).floats()[0]);
  }
}

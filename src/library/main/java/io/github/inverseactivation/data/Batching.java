package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts single examples together into batches. */
final class Batching extends Lookahead<Batch> {
  private final Cursor<Example> examples;
  private final int batchSize;
  private long done;

  private Batching(Cursor<Example> examples, int batchSize) {
    this.examples = examples;
    this.batchSize = batchSize;
  }

  /** The batches of examples; the walk over the examples begins with that over the batches. */
  static Iterable<Batch> of(Iterable<Example> examples, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
    return () -> new Batching(Cursor.over(examples), batchSize);
  }

  @Override
  Batch advance() {
    List<Example> some = new ArrayList<>();
    while (some.size() < batchSize && examples.hasNext()) {
      some.add(examples.next());
    }
    if (some.isEmpty()) {
      return null;
    }
    Batch batch = batch(some, done);
    done += some.size();
    return batch;
  }

  /** One batch of examples; {@code first} is the place of the first in its walk, for messages. */
  static Batch batch(List<Example> some, long first) {
    checkAlike(some, first);
    return stack(some);
  }

  @Override
  void release() {
    examples.close();
  }

  private static void checkAlike(List<Example> some, long first) {
    Specs expected = Specs.of(some.get(0));
    for (int i = 1; i < some.size(); i++) {
      Specs found = Specs.of(some.get(i));
      if (!found.equals(expected)) {
        throw new IllegalArgumentException(
            "example "
                + (first + i)
                + " has "
                + found
                + ", but the first of its batch has "
                + expected
                + ": make all alike, for instance in map");
      }
    }
  }

  private static Batch stack(List<Example> some) {
    List<Array> inputs = new ArrayList<>();
    for (int i = 0; i < some.get(0).inputs().size(); i++) {
      int which = i;
      inputs.add(stackArrays(some.stream().map(e -> e.inputs().get(which)).toList()));
    }
    List<Array> targets = new ArrayList<>();
    for (int i = 0; i < some.get(0).targets().size(); i++) {
      int which = i;
      targets.add(stackArrays(some.stream().map(e -> e.targets().get(which)).toList()));
    }
    return new Batch(inputs, targets, weights(some));
  }

  private static Array weights(List<Example> some) {
    if (some.stream().allMatch(example -> example.sampleWeight() == null)) {
      return null;
    }
    float[] weights = new float[some.size()];
    Arrays.fill(weights, 1);
    for (int i = 0; i < weights.length; i++) {
      if (some.get(i).sampleWeight() != null) {
        weights[i] = some.get(i).sampleWeight();
      }
    }
    return Array.of(weights);
  }

  /** Arrays of one type and shape under a new first dimension. */
  private static Array stackArrays(List<Array> arrays) {
    Array first = arrays.get(0);
    int width = first.size();
    Object all = Elements.allocate(first.dtype(), Math.multiplyExact(arrays.size(), width));
    for (int i = 0; i < arrays.size(); i++) {
      System.arraycopy(arrays.get(i).elements(), 0, all, i * width, width);
    }
    long[] shape = new long[first.rank() + 1];
    shape[0] = arrays.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    return Array.of(first.dtype(), all, shape);
  }
}

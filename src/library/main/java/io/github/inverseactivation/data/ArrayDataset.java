package io.github.inverseactivation.data;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * A data set whose examples are the rows of arrays in memory. It is immutable, may be read from
 * many threads, and shares the arrays: taking a part of it copies nothing.
 *
 * <pre>{@code
 * ArrayDataset.Split split = Dataset.of(images, labels).split(0.2);
 * model.fit(split.train(), Fit.epochs(5).validation(split.validation()));
 * }</pre>
 */
public final class ArrayDataset implements Dataset {
  private final List<Array> inputs;
  private final List<Array> targets;
  private final Array sampleWeights;
  private final int from;
  private final int to;

  private ArrayDataset(
      List<Array> inputs, List<Array> targets, Array sampleWeights, int from, int to) {
    this.inputs = inputs;
    this.targets = targets;
    this.sampleWeights = sampleWeights;
    this.from = from;
    this.to = to;
  }

  static ArrayDataset of(List<Array> inputs, List<Array> targets) {
    List<Array> allInputs = List.copyOf(inputs);
    List<Array> allTargets = List.copyOf(targets);
    int count = Examples.count(allInputs, allTargets, null);
    return new ArrayDataset(allInputs, allTargets, null, 0, count);
  }

  /**
   * The same examples, each counting as much as its weight says.
   *
   * @param weights one number for each example, or for each step of its sequence
   * @return a data set with these weights
   * @throws IllegalArgumentException if there are not as many as examples
   */
  public ArrayDataset sampleWeights(Array weights) {
    List<Array> ownInputs = inputArrays();
    List<Array> ownTargets = targetArrays();
    int count = Examples.count(ownInputs, ownTargets, weights);
    return new ArrayDataset(ownInputs, ownTargets, weights, 0, count);
  }

  /**
   * The first examples.
   *
   * @param count how many; all if there are fewer
   * @return a data set of the first examples
   * @throws IllegalArgumentException if count is less than 1
   */
  @Override
  public ArrayDataset take(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("take needs at least 1 example, got " + count);
    }
    return part(from, from + (int) Math.min(count, size()));
  }

  /**
   * All but the first examples.
   *
   * @param count how many to leave out
   * @return a data set of the others
   * @throws IllegalArgumentException if count is negative or leaves nothing
   */
  @Override
  public ArrayDataset skip(long count) {
    if (count < 0 || count >= size()) {
      throw new IllegalArgumentException(
          "skip must leave at least 1 of " + size() + " examples, got " + count);
    }
    return part(from + (int) count, to);
  }

  /**
   * Training and validation data in Keras's way: the last examples are for validation, and training
   * keeps floor(size * (1 - validationSplit)). Nothing is shuffled first.
   *
   * @param validationSplit the fraction for validation, between 0 and 1
   * @return both parts
   * @throws IllegalArgumentException if one part would be empty
   */
  public Split split(double validationSplit) {
    if (!(validationSplit > 0 && validationSplit < 1)) {
      throw new IllegalArgumentException(
          "validationSplit must be between 0 and 1, got " + validationSplit);
    }
    int train = (int) Math.floor(size() * (1.0 - validationSplit));
    if (train == 0 || train == size()) {
      throw new IllegalArgumentException(
          size()
              + " examples cannot be split by validationSplit "
              + validationSplit
              + ": one part would be empty; give more examples or another fraction");
    }
    return new Split(part(from, from + train), part(from + train, to));
  }

  /**
   * The two parts that {@link #split} makes.
   *
   * @param train the first examples
   * @param validation the last examples
   */
  public record Split(ArrayDataset train, ArrayDataset validation) {}

  /**
   * The arrays behind the inputs.
   *
   * @return one array for each input; shared if this is the whole of them, copied if it is a part
   */
  public List<Array> inputArrays() {
    return all(inputs);
  }

  /**
   * The arrays behind the targets.
   *
   * @return one array for each output; shared if this is the whole of them, copied if it is a part
   */
  public List<Array> targetArrays() {
    return all(targets);
  }

  /**
   * The weights of the examples.
   *
   * @return one number for each example or step, or null when all count alike
   */
  public Array sampleWeights() {
    return sampleWeights == null ? null : all(List.of(sampleWeights)).get(0);
  }

  /** One example by its number. */
  Example example(long number) {
    return Unbatching.example(inputs, targets, sampleWeights, from + (int) number);
  }

  @Override
  public long size() {
    return to - from;
  }

  @Override
  public List<ArraySpec> inputs() {
    return inputs.stream().map(ArraySpec::ofRows).toList();
  }

  @Override
  public List<ArraySpec> targets() {
    return targets.stream().map(ArraySpec::ofRows).toList();
  }

  @Override
  public Iterable<Batch> batches(int batchSize) {
    return batches(batchSize, (first, last) -> array -> array.rows(from + first, from + last));
  }

  @Override
  public Iterable<Batch> batches(int batchSize, long shuffleSeed) {
    int[] order = shuffledOrder((int) size(), shuffleSeed);
    for (int i = 0; i < order.length; i++) {
      order[i] += from;
    }
    return batches(batchSize, (first, last) -> array -> array.gather(order, first, last));
  }

  /**
   * The order in which a shuffled epoch visits the examples: the shuffle of Fisher and Yates,
   * driven by {@link Random} with the given seed.
   *
   * @param size the number of examples
   * @param seed the seed
   * @return the numbers from 0 to size - 1, each once
   */
  public static int[] shuffledOrder(int size, long seed) {
    int[] order = new int[size];
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Says how to cut the rows from first to last out of any array of this data set. */
  private interface Cut {
    UnaryOperator<Array> rows(int first, int last);
  }

  private Iterable<Batch> batches(int batchSize, Cut cut) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
    int size = to - from;
    int count = (size - 1) / batchSize + 1;
    return () ->
        iterator(
            count,
            number -> {
              int first = number * batchSize;
              var rows = cut.rows(first, (int) Math.min((long) first + batchSize, size));
              return new Batch(
                  inputs.stream().map(rows).toList(),
                  targets.stream().map(rows).toList(),
                  sampleWeights == null ? null : rows.apply(sampleWeights));
            });
  }

  private static Iterator<Batch> iterator(int count, IntFunction<Batch> batch) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Batch next() {
        if (next >= count) {
          throw new NoSuchElementException("the epoch has " + count + " batches");
        }
        return batch.apply(next++);
      }
    };
  }

  private ArrayDataset part(int first, int last) {
    return new ArrayDataset(inputs, targets, sampleWeights, first, last);
  }

  private List<Array> all(List<Array> arrays) {
    return arrays.stream()
        .map(array -> from == 0 && to == array.rows() ? array : array.rows(from, to))
        .toList();
  }

  /** The number of examples and what they look like, on one line. */
  @Override
  public String toString() {
    return "Dataset(" + size() + " examples, inputs " + inputs() + ", targets " + targets() + ")";
  }
}

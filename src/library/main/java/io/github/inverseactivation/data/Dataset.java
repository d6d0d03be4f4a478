package io.github.inverseactivation.data;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Examples to train on, to evaluate with or to predict from. They come from arrays in memory, from
 * files that need not fit into it ({@link ImageFolder}, {@link TfRecord}, {@link Csv}, {@link
 * Npy#dataset}, {@link #generate(Supplier)}), or from an implementation of this interface.
 *
 * <pre>{@code
 * Dataset data =
 *     ImageFolder.of(Path.of("flowers"))
 *         .imageSize(96, 96)
 *         .dataset()
 *         .filter(example -> example.target().longs()[0] != 3)
 *         .shuffle(1000)
 *         .prefetch(2);
 * model.fit(data, Fit.epochs(5).batchSize(64));
 * }</pre>
 *
 * <p>The methods that return a data set are those of {@code tf.data}, each a stage that works while
 * examples are asked for. Every data set is immutable and can be walked over many times. Batches
 * are made last, by whoever asks for them: {@code batch} is an option of {@code Fit}.
 *
 * <p>Without a seed, as for validation, examples come in their own order. With a seed, as in each
 * epoch of training, the order is a function of that seed alone, so a run that is resumed sees what
 * it would have seen. Arrays, folders of images, and examples that are had by their number are then
 * shuffled over all their examples; what is read from front to back needs {@link #shuffle}.
 */
public interface Dataset {
  /** What {@link #size} says where the examples are not counted before they are read: -1. */
  long UNKNOWN_SIZE = -1;

  /**
   * Inputs alone, to predict from.
   *
   * @param inputs an array whose first dimension is the examples; not copied
   * @return the data set
   * @throws IllegalArgumentException if there is no example
   */
  static ArrayDataset of(Array inputs) {
    return of(List.of(inputs), List.of());
  }

  /**
   * Examples for a model with one input and one output.
   *
   * @param inputs an array whose first dimension is the examples; not copied
   * @param targets what the model should say to each; not copied
   * @return the data set
   * @throws IllegalArgumentException if the arrays differ in their number of examples or have none
   */
  static ArrayDataset of(Array inputs, Array targets) {
    return of(List.of(inputs), List.of(targets));
  }

  /**
   * Examples for a model with several inputs or outputs.
   *
   * @param inputs one array for each input, each with the examples as its first dimension
   * @param targets one array for each output, or none
   * @return the data set
   * @throws IllegalArgumentException if the arrays differ in their number of examples or have none
   */
  static ArrayDataset of(List<Array> inputs, List<Array> targets) {
    return ArrayDataset.of(inputs, targets);
  }

  /**
   * Examples that are made or read one after the other, of a number that is not known.
   *
   * <pre>{@code
   * Dataset lines =
   *     Dataset.generate(
   *         () -> List.of("seven", "two").stream()
   *             .map(word -> Example.of(Array.of(new int[] {word.length()}), word.charAt(0))));
   * }</pre>
   *
   * @param source gives the examples, all alike in types and shapes, and always the same ones; it
   *     is asked for each walk, and its stream is closed after it
   * @return the data set
   */
  static Dataset generate(Supplier<? extends Stream<Example>> source) {
    return new GeneratedDataset(source, UNKNOWN_SIZE);
  }

  /**
   * Examples that are made or read one after the other.
   *
   * @param source as in {@link #generate(Supplier)}
   * @param size how many there are; a walk that finds more or fewer ends with an
   *     IllegalStateException
   * @return the data set
   * @throws IllegalArgumentException if size is less than 1
   */
  static Dataset generate(Supplier<? extends Stream<Example>> source, long size) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, got " + size);
    }
    return new GeneratedDataset(source, size);
  }

  /**
   * Examples that are made or read by their number, in any order.
   *
   * <pre>{@code
   * Dataset squares =
   *     Dataset.generate(
   *         1000, i -> Example.of(Array.of(new float[] {i}), Array.of(new float[] {i * i})));
   * }</pre>
   *
   * @param size how many there are, 1 to 2^31 - 9
   * @param example gives the example with a number from 0 to size - 1, all alike in types and
   *     shapes; for one number always the same
   * @return the data set
   * @throws IllegalArgumentException if size is out of range
   */
  static Dataset generate(long size, LongFunction<Example> example) {
    return new IndexedDataset(size, example);
  }

  /**
   * The number of examples in one epoch.
   *
   * @return the number of examples, at least 1, or {@link #UNKNOWN_SIZE}
   */
  long size();

  /**
   * What one example looks like in each input array.
   *
   * @return one description for each input, at least one
   */
  List<ArraySpec> inputs();

  /**
   * What one example looks like in each target array.
   *
   * @return one description for each output; empty for data to predict from
   */
  List<ArraySpec> targets();

  /**
   * All examples once, in their own order.
   *
   * @param batchSize the number of examples in each batch but the last, at least 1
   * @return the batches; the last has what is left over
   * @throws IllegalArgumentException if batchSize is less than 1
   */
  Iterable<Batch> batches(int batchSize);

  /**
   * All examples once, in an order that is a function of the seed alone: the same seed always gives
   * the same batches.
   *
   * @param batchSize the number of examples in each batch but the last, at least 1
   * @param shuffleSeed the seed; use another one for each epoch
   * @return the batches; the last has what is left over
   * @throws IllegalArgumentException if batchSize is less than 1
   */
  Iterable<Batch> batches(int batchSize, long shuffleSeed);

  /**
   * All examples once, one by one, in their own order.
   *
   * @return the examples; a walk that ends early is best closed, see {@link Cursor}
   */
  default Iterable<Example> examples() {
    Iterable<Batch> batches = batches(Unbatching.BATCH);
    return () -> new Unbatching(Cursor.over(batches));
  }

  /**
   * All examples once, one by one, in an order that is a function of the seed alone.
   *
   * @param shuffleSeed the seed
   * @return the examples; a walk that ends early is best closed, see {@link Cursor}
   */
  default Iterable<Example> examples(long shuffleSeed) {
    Iterable<Batch> batches = batches(Unbatching.BATCH, shuffleSeed);
    return () -> new Unbatching(Cursor.over(batches));
  }

  /**
   * Puts another example in the place of each.
   *
   * <pre>{@code
   * Dataset floats = data.map(e -> e.withInput(e.input().cast(DType.FLOAT32)));
   * }</pre>
   *
   * @param function makes one example of another; if it throws, the walk ends with an
   *     IllegalStateException that has the example's number and the cause
   * @return the changed examples
   */
  default Dataset map(UnaryOperator<Example> function) {
    return new MappedDataset(this, function);
  }

  /**
   * Puts another batch in the place of each, where that is quicker than one example at a time. What
   * becomes of an example must not depend on the others; stages that work on examples go before it.
   *
   * @param function makes one batch of another with as many examples; if it throws, the walk ends
   *     with an IllegalStateException that has the batch's number and the cause
   * @return the changed batches
   */
  default Dataset mapBatches(UnaryOperator<Batch> function) {
    return BatchMappedDataset.map(this, function);
  }

  /**
   * Changes batches at random in walks with a seed, which are those of training: {@link MixUp},
   * {@link CutMix} or what a program does. Walks without a seed give the examples as they are, and
   * so does training with {@code shuffle(false)}. What is drawn is a function of the walk's seed
   * and the batch's number alone, so a run that is resumed sees what it would have seen. Put it
   * last but for {@link #prefetch}: stages for single examples make batches of another size, and
   * {@link #cache} keeps examples as they were.
   *
   * <pre>{@code
   * model.fit(
   *     data.map(e -> e.oneHot(10)).augment(new CutMix()).prefetch(2), Fit.epochs(5).batchSize(64));
   * }</pre>
   *
   * @param augmentation makes one batch of another with as many examples, of the same types and
   *     shapes; if it throws, the walk ends with an IllegalStateException that has the batch's
   *     number and the cause
   * @return the augmented examples
   */
  default Dataset augment(BatchAugmentation augmentation) {
    return BatchMappedDataset.augment(this, augmentation);
  }

  /**
   * Leaves examples out. The number of those left is not known before they are counted.
   *
   * @param predicate true for the examples to keep; if it throws, the walk ends with an
   *     IllegalStateException that has the example's place in the walk and the cause
   * @return the examples that are kept
   */
  default Dataset filter(Predicate<Example> predicate) {
    return new FilteredDataset(this, predicate);
  }

  /**
   * Shuffles what is read from front to back: examples are drawn at random from a buffer, which is
   * filled up again from the source. Unlike {@code tf.data} this only concerns walks with a seed,
   * and the order is a function of that seed. Where a seed already shuffles all examples (see
   * {@link Dataset}) this changes nothing and needs no memory.
   *
   * @param bufferSize how many examples are kept in memory to draw from, at least 1; a shuffle is
   *     uniform if it is not less than the number of examples
   * @return the shuffled examples
   * @throws IllegalArgumentException if bufferSize is less than 1
   */
  default Dataset shuffle(int bufferSize) {
    return ShuffledDataset.of(this, bufferSize);
  }

  /**
   * Makes batches ahead on another thread while the model is busy with those before. Put it last;
   * stages that follow it work with single examples, and these are then made ahead. All functions
   * given to stages before run on that thread. What they throw reaches the caller as it is; the
   * thread ends when the walk ends or is closed.
   *
   * @param bufferSize how many batches to keep ready, at least 1; 2 is enough if all take alike
   * @return the same examples
   * @throws IllegalArgumentException if bufferSize is less than 1
   */
  default Dataset prefetch(int bufferSize) {
    return prefetch(bufferSize, 1);
  }

  /**
   * As {@link #prefetch(int)}, on several threads where examples can be had by their number:
   * arrays, folders of images, {@link Npy#dataset}, {@link #generate(long, LongFunction)}, and maps
   * of them. Each thread makes batches of its own, and they come in the same order as from one.
   * What is read from front to back is still made ahead on one thread.
   *
   * @param bufferSize how many batches to keep ready, at least 1
   * @param threads how many threads, 1 to 1024; functions given to stages before must be fit to run
   *     on several at once
   * @return the same examples
   * @throws IllegalArgumentException if an argument is out of range
   */
  default Dataset prefetch(int bufferSize, int threads) {
    return new PrefetchedDataset(this, bufferSize, threads);
  }

  /**
   * The same examples several times over in one epoch, each time in another order if there is a
   * seed.
   *
   * @param count how many times, at least 1
   * @return the repeated examples
   * @throws IllegalArgumentException if count is less than 1
   */
  default Dataset repeat(int count) {
    return ConcatenatedDataset.repeat(this, count);
  }

  /**
   * Keeps examples in memory, so that stages before are not run again. Examples that are read from
   * front to back are all read when the first is asked for, and a seed shuffles all of them.
   *
   * @return the same examples
   */
  default Dataset cache() {
    return CachedDataset.of(this);
  }

  /**
   * The first examples in their own order, whatever the seed: what {@code take(n)} and {@code
   * skip(n)} give never overlaps.
   *
   * @param count how many; all if there are fewer
   * @return the first examples
   * @throws IllegalArgumentException if count is less than 1
   */
  default Dataset take(long count) {
    return PartDataset.take(this, count);
  }

  /**
   * All but the first examples in their own order, whatever the seed.
   *
   * @param count how many to leave out
   * @return the others
   * @throws IllegalArgumentException if count is negative or known to leave nothing
   */
  default Dataset skip(long count) {
    return PartDataset.skip(this, count);
  }

  /**
   * Two data sets as one. With a seed, the examples of both are mixed if both can be had by their
   * number; otherwise those of the second follow.
   *
   * @param second more examples, of the same types and shapes
   * @return the examples of both
   */
  default Dataset concatenate(Dataset second) {
    return ConcatenatedDataset.of(this, second);
  }
}

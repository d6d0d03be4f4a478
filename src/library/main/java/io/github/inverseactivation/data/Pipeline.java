package io.github.inverseactivation.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * A data set that comes as single examples, and the stages between a source and a model.
 *
 * <p>A stage says how its examples are walked. Where each can be had by its number ({@link
 * #access}), stages pass that on, and a shuffled epoch goes over all examples in any order;
 * elsewhere the examples come as their source has them.
 */
abstract class Pipeline implements Dataset {
  private volatile Specs specs;

  /** The examples in their own order. */
  abstract Cursor<Example> open();

  /** The examples in an order that is a function of the seed. */
  abstract Cursor<Example> open(long seed);

  /**
   * Gives each example by its number, or null where they only come one after the other. If it is
   * there, the size is known, and a walk with a seed follows {@link ArrayDataset#shuffledOrder}.
   */
  LongFunction<Example> access() {
    return null;
  }

  /** As {@link #access()}, for any data set. */
  static LongFunction<Example> access(Dataset data) {
    if (data instanceof ArrayDataset arrays) {
      return arrays::example;
    }
    return data instanceof Pipeline pipeline ? pipeline.access() : null;
  }

  /** How many threads may make examples at once while they are walked over. */
  int threads() {
    return 1;
  }

  /** As {@link #threads()}, for any data set. */
  static int threads(Dataset data) {
    return data instanceof Pipeline pipeline ? pipeline.threads() : 1;
  }

  /** A seed for one purpose, by the generator of Steele, Lea and Flood (2014). */
  static long mix(long seed, long purpose) {
    return new SplittableRandom(seed + purpose * 0x9E3779B97F4A7C15L).nextLong();
  }

  /** What examples look like; found out from the first unless a stage knows better. */
  Specs specs() {
    try (Cursor<Example> examples = open()) {
      if (!examples.hasNext()) {
        throw new IllegalArgumentException("the data set has no examples; at least 1 is expected");
      }
      return Specs.of(examples.next());
    }
  }

  private Specs knownSpecs() {
    if (specs == null) {
      specs = specs();
    }
    return specs;
  }

  @Override
  public final List<ArraySpec> inputs() {
    return knownSpecs().inputs();
  }

  @Override
  public final List<ArraySpec> targets() {
    return knownSpecs().targets();
  }

  @Override
  public final Iterable<Example> examples() {
    return this::open;
  }

  @Override
  public final Iterable<Example> examples(long shuffleSeed) {
    return () -> open(shuffleSeed);
  }

  @Override
  public Iterable<Batch> batches(int batchSize) {
    return Batching.of(examples(), batchSize);
  }

  @Override
  public Iterable<Batch> batches(int batchSize, long shuffleSeed) {
    return Batching.of(examples(shuffleSeed), batchSize);
  }

  /** The number of examples; it does not look at them. */
  @Override
  public final String toString() {
    return "Dataset(" + (size() == UNKNOWN_SIZE ? "unknown" : size()) + " examples)";
  }
}

package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * What all layers that merge several inputs share: they have no weights, and say how many inputs
 * they take.
 *
 * @param <L> the subclass itself
 */
public abstract class MergingLayer<L extends MergingLayer<L>> extends TypedLayer<L> {
  private boolean needsAllMasks;
  private final int fewest;
  private final int most;

  MergingLayer(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  /**
   * Merges masks as Keras did before 3.4: a step counts only where it does in every input that has
   * a mask, and masks change nothing in what is computed. Default: false, as in Keras today, where
   * it counts if it does in one of the inputs.
   *
   * <p>This is no option of Keras's layers, so files do not hold it: a model of a file from before
   * 3.4 has it.
   *
   * @param needsAllMasks whether a step counts only where it does in every input
   * @return a changed copy
   */
  public final L needsAllMasks(boolean needsAllMasks) {
    return with(copy -> ((MergingLayer<?>) copy).needsAllMasks = needsAllMasks);
  }

  /**
   * Whether a step counts only where it does in every input that has a mask.
   *
   * @return false unless {@link #needsAllMasks(boolean)} said otherwise
   */
  public final boolean needsAllMasks() {
    return needsAllMasks;
  }

  /** The shape that comes out of the right number of inputs. */
  abstract Shape mergedShape(List<Shape> inputs);

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    if (inputs.size() < fewest || inputs.size() > most) {
      String count = fewest == most ? String.valueOf(fewest) : "at least " + fewest;
      throw new IllegalArgumentException(
          this + " takes " + count + " inputs, not " + inputs.size() + ": call it on a list");
    }
    for (Shape input : inputs) {
      if (input.numDimensions() < 1) {
        throw new IllegalArgumentException(
            "takes inputs [batch, ...], not " + inputs + ": give each a batch dimension");
      }
    }
    return mergedShape(inputs);
  }

  @Override
  public final List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public final long macs(List<Shape> inputs) {
    return 0;
  }

  /** The size that two equal sizes have, of which one may be unknown; or -2 where they differ. */
  static long same(long one, long other) {
    if (one == Shape.UNKNOWN_SIZE || one == other) {
      return other;
    }
    return other == Shape.UNKNOWN_SIZE ? one : -2;
  }

  /** The batch's size. */
  static long batch(List<Shape> inputs) {
    return inputs.stream().mapToLong(input -> input.get(0)).reduce(MergingLayer::same).stream()
        .filter(size -> size != -2)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the inputs " + inputs + " are batches of different sizes: make them equal"));
  }
}

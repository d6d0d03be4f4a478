package io.github.inverseactivation.data;

/**
 * Changes the examples of a batch at random, in training: what {@link Dataset#augment} takes.
 *
 * <pre>{@code
 * BatchAugmentation noise =
 *     (batch, seed) -> {
 *       SplittableRandom random = new SplittableRandom(seed);
 *       float[] values = batch.inputs().get(0).floats().clone();
 *       for (int i = 0; i < values.length; i++) {
 *         values[i] += (float) random.nextGaussian();
 *       }
 *       Array noisy = Array.of(values, batch.inputs().get(0).shape());
 *       return new Batch(List.of(noisy), batch.targets(), batch.sampleWeights());
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface BatchAugmentation {

  /**
   * Makes one batch of another.
   *
   * @param batch the examples
   * @param seed what to draw from, so that a run can be repeated: another number for each batch and
   *     epoch
   * @return as many examples, of the same types and shapes
   */
  Batch apply(Batch batch, long seed);
}

package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import java.util.Map;

/** Turns the weights of classes into the weights of examples. */
final class ClassWeights {
  private final Map<Integer, Double> weights;

  ClassWeights(Map<Integer, Double> weights) {
    this.weights = weights;
  }

  Batch apply(Batch batch) {
    if (weights.isEmpty()) {
      return batch;
    }
    if (batch.sampleWeights() != null) {
      throw new IllegalArgumentException(
          "both class weights and sample weights were given: multiply them into the data's sample"
              + " weights and leave the class weights out");
    }
    if (batch.targets().size() != 1) {
      throw new IllegalArgumentException(
          "class weights need one array of targets, not " + batch.targets().size());
    }
    int[] classes = classes(batch.targets().get(0));
    float[] ofExamples = new float[classes.length];
    for (int i = 0; i < classes.length; i++) {
      ofExamples[i] = weights.getOrDefault(classes[i], 1.0).floatValue();
    }
    return new Batch(batch.inputs(), batch.targets(), Array.of(ofExamples));
  }

  /** Class indices as they are, or the place of the largest number where labels are one-hot. */
  private static int[] classes(Array targets) {
    float[] values = targets.floats();
    int examples = (int) targets.shape()[0];
    int width = values.length / Math.max(examples, 1);
    if (targets.rank() > 2) {
      throw new IllegalArgumentException(
          "class weights need one label an example, not targets of shape " + targets);
    }
    int[] classes = new int[examples];
    for (int i = 0; i < examples; i++) {
      if (width == 1) {
        classes[i] = (int) values[i];
        continue;
      }
      for (int j = 1; j < width; j++) {
        if (values[i * width + j] > values[i * width + classes[i]]) {
          classes[i] = j;
        }
      }
    }
    return classes;
  }
}

package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.Moments;
import io.github.inverseactivation.layers.preprocessing.Normalization;

/**
 * Layers that learn from data before training: what Keras's {@code adapt} does. Layers are
 * immutable, so each method returns a new layer that knows the data.
 *
 * <pre>{@code
 * Normalization normalization = Preprocessing.adapt(new Normalization(), data);
 * Sequential model = Sequential.of(Input.shape(8), normalization, new Dense(1));
 * }</pre>
 */
public final class Preprocessing {
  private Preprocessing() {}

  /**
   * A normalization with the mean and variance of a data set's first input, along the layer's axes.
   * They become the first values of the layer's weights, and so are saved with a model. The data is
   * read once, in batches.
   *
   * @param layer the layer to copy
   * @param data the data
   * @return a copy that brings the data to mean 0 and variance 1
   * @throws IllegalArgumentException if the layer was given a mean, its axes do not go with the
   *     data, or a mean is not a finite number
   */
  public static Normalization adapt(Normalization layer, Dataset data) {
    Moments moments = Moments.of(data, layer.axes());
    return layer.adapted(moments.mean(), moments.variance());
  }

  /**
   * A normalization with the mean and variance of an array, along the layer's axes.
   *
   * @param layer the layer to copy
   * @param data an array whose first dimension is the examples
   * @return a copy that brings the data to mean 0 and variance 1
   * @throws IllegalArgumentException if the layer was given a mean, its axes do not go with the
   *     data, or a mean is not a finite number
   */
  public static Normalization adapt(Normalization layer, Array data) {
    return adapt(layer, Dataset.of(data));
  }
}

package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import java.util.List;

/**
 * A layer in its place in a network: with the name and the weights it has there.
 *
 * @param name the unique name
 * @param layer the layer
 * @param trainable whether its weights are trained
 * @param weights its weights, in Keras's order
 */
public record PlacedLayer(String name, Layer layer, boolean trainable, List<Weight> weights) {

  /**
   * The number of numbers in the layer's weights.
   *
   * @return the number of parameters
   */
  public long parameters() {
    return weights.stream().mapToLong(weight -> weight.spec().shape().size()).sum();
  }
}

package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.WeightSpec;

/**
 * One weight of a network.
 *
 * @param index its place among the network's weights, in Keras's order
 * @param path the layer's name and the weight's: {@code conv2d/kernel}
 * @param spec its declaration
 * @param trainable whether optimizers change it: declared trainable, in a layer that is
 */
public record Weight(int index, String path, WeightSpec spec, boolean trainable) {

  /**
   * The weight's name within its layer.
   *
   * @return the name, such as {@code kernel}
   */
  public String name() {
    return spec.name();
  }
}

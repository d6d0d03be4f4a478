package io.github.inverseactivation.recipes;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.ReLU;

/** What follows a layer of kernels, and how many kernels a number of channels then needs. */
enum Nonlinearity {
  /** Two channels from each kernel. */
  INVERSE_ACTIVATION(2),
  /** One channel from each kernel: the twin that recipes are compared with. */
  RELU(1);

  private final int channelsFromKernel;

  Nonlinearity(int channelsFromKernel) {
    this.channelsFromKernel = channelsFromKernel;
  }

  /** The kernels to learn for so many channels. */
  int kernels(int channels) {
    return channels / channelsFromKernel;
  }

  Layer layer() {
    return this == RELU ? new ReLU() : new InverseActivation();
  }
}

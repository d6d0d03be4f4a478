package io.github.inverseactivation.recipes;

import io.github.inverseactivation.initializers.HeNormal;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Monstera;
import io.github.inverseactivation.layers.normalization.BatchNormalization;

/** A row of convolutions, each normalized and made non-linear, numbered in their names. */
final class Convolutions {
  private final Nonlinearity nonlinearity;
  private final String prefix;
  private int number;

  /**
   * The convolutions of one network.
   *
   * @param prefix what names begin with, so that several networks fit into one model
   */
  Convolutions(Nonlinearity nonlinearity, String prefix) {
    this.nonlinearity = nonlinearity;
    this.prefix = prefix;
  }

  /** Convolution, normalization and non-linearity: so many channels come out. */
  Tensor activated(Tensor x, int channels, int size, int strides, Padding padding) {
    Tensor z = linear(x, nonlinearity.kernels(channels), size, strides, padding);
    return nonlinearity.layer().name(prefix + "activation_" + number).apply(z);
  }

  /** Convolution and normalization alone. */
  Tensor linear(Tensor x, int filters, int size, int strides, Padding padding) {
    number++;
    Conv2D convolution =
        new Conv2D(filters, size)
            .strides(strides)
            .padding(padding)
            .useBias(false)
            .kernelInitializer(new HeNormal());
    return normalized(convolution.name(prefix + "conv_" + number).apply(x));
  }

  /** Two grouped convolutions in place of one, with the size of the input, and normalization. */
  Tensor grouped(Tensor x, int filters, int size) {
    number++;
    Monstera monstera =
        new Monstera(filters, size)
            .padding(Padding.SAME)
            .useBias(false)
            .kernelInitializer(new HeNormal());
    return normalized(monstera.name(prefix + "monstera_" + number).apply(x));
  }

  private Tensor normalized(Tensor x) {
    return new BatchNormalization().name(prefix + "norm_" + number).apply(x);
  }
}

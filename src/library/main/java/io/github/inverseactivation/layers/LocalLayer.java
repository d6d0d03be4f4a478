package io.github.inverseactivation.layers;

import org.tensorflow.ndarray.Shape;

/**
 * A layer whose every output depends on inputs near it alone: the first places of each axis can be
 * computed without the last ones.
 */
public interface LocalLayer {

  /**
   * How much of its input the layer reads to put out the first places of each axis.
   *
   * <p>Called with an input cut to the shape that this returns, the layer puts out what it would
   * put out first for the whole of it, at least up to {@code output}. A layer that cannot do so, as
   * it is set up, returns the input's shape.
   *
   * @param input the shape of the whole input, batch dimension first; sizes may be unknown
   * @param output how much is wanted of the output, no more than there is in any dimension
   * @return how much of the input is read, no more than there is in any dimension
   */
  Shape reads(Shape input, Shape output);

  /**
   * What a function of each element reads: as much as is wanted of each axis between batch and
   * channels, and all channels.
   *
   * @param input the shape of the whole input, batch dimension first, channels last
   * @param output how much is wanted of the output
   * @return how much of the input is read
   */
  static Shape elementwise(Shape input, Shape output) {
    long[] read = input.asArray();
    for (int i = 1; i < read.length - 1; i++) {
      read[i] = output.get(i);
    }
    return Shape.of(read);
  }
}

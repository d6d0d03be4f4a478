package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Padding;
import org.tensorflow.framework.activations.Activation;

/**
 * What long short-term memories with convolutions share.
 *
 * @param <L> the subclass itself
 */
abstract class ConvLSTM<L extends ConvLSTM<L>> extends KernelRecurrent<L, ConvLSTMCell> {

  ConvLSTM(int filters, int axes, int[] kernelSize, int strides) {
    super(new ConvLSTMCell(filters, axes, kernelSize).strides(strides));
  }

  /**
   * Sets by how much the window moves over the inputs; over the states it moves by 1. Default: 1.
   *
   * @param strides one number for all axes or one each, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer numbers or one is below 1
   */
  public L strides(int... strides) {
    return withCell(cell -> cell.strides(strides));
  }

  /**
   * Sets what happens at the edges of the inputs; the states keep their size. Default: {@link
   * Padding#VALID}.
   *
   * @param padding whether the window stays inside the input
   * @return a changed copy
   * @throws IllegalArgumentException if it is CAUSAL
   */
  public L padding(Padding padding) {
    return withCell(cell -> cell.padding(padding));
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the dimensions after batch and time
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    return withCell(cell -> cell.dataFormat(dataFormat));
  }

  /**
   * Sets the distance of the kernel's elements in the input, not in the state. Default: 1, next to
   * each other.
   *
   * @param dilationRate one number for all axes or one each, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer numbers or one is below 1, or if
   *     strides are above 1 too
   */
  public L dilationRate(int... dilationRate) {
    return withCell(cell -> cell.dilationRate(dilationRate));
  }

  /**
   * Sets the activation of the gates. Default: sigmoid.
   *
   * @param activation applied to the three gates
   * @return a changed copy
   */
  public L recurrentActivation(Activation activation) {
    return withCell(cell -> cell.recurrentActivation(activation));
  }

  /**
   * Starts the bias of the forget gate at 1, so that states last. Default: true.
   *
   * @param unitForgetBias false to start it as the other biases
   * @return a changed copy
   */
  public L unitForgetBias(boolean unitForgetBias) {
    return withCell(cell -> cell.unitForgetBias(unitForgetBias));
  }
}

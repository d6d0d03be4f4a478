package io.github.inverseactivation.layers;

import java.util.List;

/**
 * A layer that is about to be called in a fixed phase; {@link Layer#training} makes it.
 *
 * <pre>{@code
 * Tensor doubt = new Dropout(0.5).training(true).apply(x);   // drops when the model predicts, too
 * Tensor normal = new BatchNormalization().training(false).apply(x);   // keeps its averages
 * }</pre>
 */
public final class PhasedLayer {
  private final Layer layer;
  private final Phase phase;

  PhasedLayer(Layer layer, Phase phase) {
    this.layer = layer;
    this.phase = phase;
  }

  /**
   * Applies the layer to tensors.
   *
   * @param inputs what the layer takes: one tensor for most layers
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take these tensors, or puts out several
   */
  public Tensor apply(Tensor... inputs) {
    return layer.onlyOutput(applyAll(inputs));
  }

  /**
   * Applies a layer of several outputs to tensors.
   *
   * @param inputs what the layer takes
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take these tensors
   */
  public List<Tensor> applyAll(Tensor... inputs) {
    return applyAll(List.of(inputs));
  }

  /**
   * Applies a layer of several outputs to tensors.
   *
   * @param inputs what the layer takes
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take these tensors
   */
  public List<Tensor> applyAll(List<? extends Tensor> inputs) {
    return layer.applyAll(inputs, phase);
  }
}

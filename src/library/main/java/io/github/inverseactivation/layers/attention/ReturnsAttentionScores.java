package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.Layer;

/**
 * An attention that can put out, beside what it finds, the probabilities by which it found it: a
 * second output.
 *
 * <p>In Keras this is an argument of the layer's call, {@code return_attention_scores}, so it is
 * not in the layer's configuration but in that of the model.
 */
public interface ReturnsAttentionScores {

  /**
   * Makes the layer put out the probabilities too, or not. Default: false.
   *
   * @param returnAttentionScores true for two outputs
   * @return a changed copy
   */
  Layer returnAttentionScores(boolean returnAttentionScores);

  /**
   * Whether the layer has two outputs.
   *
   * @return false unless {@link #returnAttentionScores(boolean)} said otherwise
   */
  boolean returnAttentionScores();
}

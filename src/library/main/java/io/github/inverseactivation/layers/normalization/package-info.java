/**
 * Layers that bring activations to zero mean and unit variance. Start at {@link
 * io.github.inverseactivation.layers.normalization.BatchNormalization}.
 */
package io.github.inverseactivation.layers.normalization;

/**
 * Layers that act in training only, against overfitting. Start at {@link
 * io.github.inverseactivation.layers.regularization.Dropout}.
 */
package io.github.inverseactivation.layers.regularization;

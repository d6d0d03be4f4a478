/**
 * Layers that prepare inputs inside the model, so that an exported file takes raw data. Start at
 * {@link io.github.inverseactivation.layers.preprocessing.Rescaling}.
 */
package io.github.inverseactivation.layers.preprocessing;

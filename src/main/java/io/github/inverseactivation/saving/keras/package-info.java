/**
 * Keras's own files: {@code .keras} archives, {@code .weights.h5} and, for reading, whole models in
 * {@code .h5}. Start at {@link io.github.inverseactivation.saving.keras.KerasFile}.
 */
package io.github.inverseactivation.saving.keras;

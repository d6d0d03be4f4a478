/**
 * Keras's own files: {@code .keras} archives, {@code .weights.h5} and, for reading, whole models in
 * {@code .h5}. Start at {@link io.github.inverseactivation.saving.keras.KerasFile}.
 *
 * <p>Types: whatever type the weights in a file have, bfloat16, float16, float64 or whole numbers,
 * they are read as float32, and whatever policy a layer has, {@code mixed_float16}, {@code
 * bfloat16}, {@code float64}, it is computed in float32 here. Outputs agree with Python's to the
 * precision of the policy. What is written has the policy float32.
 *
 * <p>Masks: Keras writes the operations that compute them into the file; here layers hand masks on
 * by themselves, and files have no such operations.
 */
package io.github.inverseactivation.saving.keras;

/**
 * The front door: models to make, to load and to run. {@link
 * io.github.inverseactivation.models.Sequential} is a chain of layers, {@link
 * io.github.inverseactivation.models.Model#of(java.util.List, java.util.List)} any graph of them;
 * {@link io.github.inverseactivation.models.SavedModel} runs any TensorFlow SavedModel.
 */
package io.github.inverseactivation.models;

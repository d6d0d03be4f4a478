/**
 * The front door: models to load and to run. {@link io.github.inverseactivation.models.SavedModel}
 * runs any TensorFlow SavedModel.
 */
package io.github.inverseactivation.models;

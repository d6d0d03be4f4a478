/**
 * TensorFlow's SavedModel folders: what is checked before one is handed to TensorFlow. Start at
 * {@link io.github.inverseactivation.saving.savedmodel.SavedModelValidator}.
 */
package io.github.inverseactivation.saving.savedmodel;

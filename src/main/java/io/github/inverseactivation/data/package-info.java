/**
 * Data in Java's memory: arrays, data sets and the files they come from. Start at {@link
 * io.github.inverseactivation.data.Array} for arrays, at {@link
 * io.github.inverseactivation.data.Dataset} for what a model learns from, and at {@link
 * io.github.inverseactivation.data.Npz} for files. Nothing here touches TensorFlow.
 */
package io.github.inverseactivation.data;

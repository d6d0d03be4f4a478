/**
 * Data in Java's memory: arrays, data sets and the files they come from. Start at {@link
 * io.github.inverseactivation.data.Array}. Nothing here touches TensorFlow.
 */
package io.github.inverseactivation.data;

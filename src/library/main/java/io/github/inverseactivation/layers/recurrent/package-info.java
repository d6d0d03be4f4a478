/**
 * Layers that go through a sequence step by step, and what wraps them. Start at {@link
 * io.github.inverseactivation.layers.recurrent.LSTM}; a cell of your own extends {@link
 * io.github.inverseactivation.layers.recurrent.RecurrentCell} and goes into {@link
 * io.github.inverseactivation.layers.recurrent.RNN}.
 *
 * <p>Training unrolls the steps, since TensorFlow Java has no gradient through loops. Prediction
 * unrolls them where the sequence's length is known, and loops natively where it is not.
 */
package io.github.inverseactivation.layers.recurrent;

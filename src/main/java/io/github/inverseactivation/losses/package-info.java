/**
 * Losses: Keras's, as implementations of tensorflow-framework's {@link
 * org.tensorflow.framework.losses.Loss}. Start at {@link
 * io.github.inverseactivation.losses.ReducedLoss}.
 */
package io.github.inverseactivation.losses;

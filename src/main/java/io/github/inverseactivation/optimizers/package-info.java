/**
 * Optimizers: how weights follow their gradients. Start at {@link
 * io.github.inverseactivation.optimizers.Optimizer}.
 */
package io.github.inverseactivation.optimizers;

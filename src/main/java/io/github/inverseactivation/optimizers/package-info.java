/**
 * Optimizers: how weights follow their gradients. Start at {@link
 * io.github.inverseactivation.optimizers.Optimizer}; learning rates that change during training are
 * in {@link io.github.inverseactivation.optimizers.schedules}.
 *
 * <p>The optimizers of tensorflow-framework 1.0.0 are not used, because:
 *
 * <table>
 * <caption>Where tensorflow-framework differs from Keras</caption>
 * <tr><th>Class of tensorflow-framework<th>Check that failed
 * <tr><td>All
 *     <td>They look for ref variables (VariableV2): with resource variables the training operation
 *     is empty, and ref variables make steps a race. The learning rate is a constant of the graph.
 *     No clipping, no weight decay
 * <tr><td>Adam
 *     <td>Advances the powers of its betas before it applies them, so the first step is wrong;
 *     epsilon 1e-8 where Keras has 1e-7
 * <tr><td>Momentum
 *     <td>Multiplies by the learning rate after the momentum; Keras accumulates {@code momentum * v -
 *     lr * g}, which differs as soon as the learning rate changes
 * <tr><td>RMSProp
 *     <td>Epsilon 1e-10 where Keras has 1e-7
 * </table>
 */
package io.github.inverseactivation.optimizers;

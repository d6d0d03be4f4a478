/**
 * Optimizers: how weights follow their gradients. Start at {@link
 * io.github.inverseactivation.optimizers.Optimizer}; learning rates that change during training are
 * in {@link io.github.inverseactivation.optimizers.schedules}.
 *
 * <p>An update is one of the runtime's {@code resourceApply*} kernels where that computes Keras's
 * formula (SGD, Adam, Adadelta, Adamax, Ftrl), and put together from elementary operations where
 * none does (RMSprop, Adagrad, Adafactor, Nadam, Lion, Lamb, Muon, ScheduleFreeAdamW).
 *
 * <p>The optimizers of tensorflow-framework 1.0.0 are not used. They were given the gradients of
 * {@code golden/optimizers.json} and Keras's own options, with a learning rate of 0.3; the table
 * has the largest difference of a weight from Keras's after 1 and 20 steps.
 *
 * <table>
 * <caption>Where tensorflow-framework differs from Keras</caption>
 * <tr><th>Class of tensorflow-framework<th>1 step<th>20 steps<th>Reason
 * <tr><td>All<td><td>
 *     <td>They look for ref variables (VariableV2): with resource variables the training operation
 *     is empty, and ref variables make steps a race. The learning rate is a constant of the graph.
 *     No clipping, no weight decay
 * <tr><td>Adam<td>0.12<td>0.23
 *     <td>Advances the powers of its betas while they are used, a race; epsilon 1e-8 where Keras has
 *     1e-7
 * <tr><td>Adamax<td>0.14<td>0.32<td>Advances the power of beta1 before it is used
 * <tr><td>Nadam<td>0.002<td>1.5<td>Its momenta follow {@code 0.96^(0.004 t)}, Keras's {@code 0.96^t}; epsilon 1e-8 where Keras has
 *     1e-7
 * <tr><td>RMSProp<td>0.88<td>2.2
 *     <td>The mean square starts at 1 where Keras's starts at 0; epsilon 1e-10 where Keras has 1e-7
 * <tr><td>AdaGrad<td>1e-7<td>1e-7
 *     <td>Equal but for the start of its sums, 0.01 by default where Keras has 0.1, and no epsilon
 * <tr><td>Momentum<td>0<td>5e-7
 *     <td>Multiplies by the learning rate after the momentum; Keras accumulates {@code momentum * v -
 *     lr * g}, which differs as soon as the learning rate changes
 * <tr><td>GradientDescent, AdaDelta, Ftrl<td>0<td>2e-9<td>Equal, at a constant learning rate
 * </table>
 */
package io.github.inverseactivation.optimizers;

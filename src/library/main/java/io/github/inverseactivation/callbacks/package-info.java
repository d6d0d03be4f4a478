/**
 * What watches and steers a training run, and lets it go on after an interruption. Start at {@link
 * io.github.inverseactivation.callbacks.Callback}. A callback sees a {@link
 * io.github.inverseactivation.callbacks.TrainingContext}, never a model.
 *
 * <table>
 * <caption>The callbacks</caption>
 * <tr><th>Class</th><th>Does</th></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.EarlyStopping}</td>
 *     <td>ends training when a number gets no better</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.ReduceLROnPlateau}</td>
 *     <td>lowers the learning rate then</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.LearningRateScheduler}</td>
 *     <td>sets the learning rate of each epoch</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.ModelCheckpoint}</td>
 *     <td>saves the model, or the best so far</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.BackupAndRestore}</td>
 *     <td>lets an interrupted run go on</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.SwapEMAWeights}</td>
 *     <td>evaluates and saves with averaged weights</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.TerminateOnNaN}</td>
 *     <td>ends training without an error when the loss is no number</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.CSVLogger}</td>
 *     <td>writes a line an epoch</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.TensorBoard}</td>
 *     <td>writes what TensorBoard shows</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.LambdaCallback}</td>
 *     <td>calls functions</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.History}</td>
 *     <td>what {@code fit} returns</td></tr>
 * <tr><td>{@link io.github.inverseactivation.callbacks.ProgressBar}, {@link
 *     io.github.inverseactivation.callbacks.ProgressLines}</td>
 *     <td>show progress, as {@code Fit.verbosity} asks for</td></tr>
 * </table>
 */
package io.github.inverseactivation.callbacks;

/**
 * What watches and steers a training run. Start at {@link
 * io.github.inverseactivation.callbacks.Callback}. A callback sees a {@link
 * io.github.inverseactivation.callbacks.TrainingContext}, never a model.
 */
package io.github.inverseactivation.callbacks;

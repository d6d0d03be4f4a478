/**
 * Learning rates that change during training. Start at {@link
 * io.github.inverseactivation.optimizers.schedules.Schedule}.
 */
package io.github.inverseactivation.optimizers.schedules;

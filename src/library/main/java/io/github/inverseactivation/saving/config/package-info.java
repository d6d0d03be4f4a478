/**
 * Keras's configuration strings: the one place that knows how Keras spells classes, options and
 * values in JSON. Start at {@link io.github.inverseactivation.saving.config.KerasConfig}; layers of
 * your own are registered with {@link io.github.inverseactivation.saving.config.KerasTypes}.
 */
package io.github.inverseactivation.saving.config;

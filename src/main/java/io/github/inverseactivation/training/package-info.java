/**
 * How to train: what {@code fit} takes. Start at {@link io.github.inverseactivation.training.Fit}.
 */
package io.github.inverseactivation.training;

/**
 * How to train: what {@code compile} and {@code fit} take. Start at {@link
 * io.github.inverseactivation.training.Fit}; {@link io.github.inverseactivation.training.Compile}
 * is for models with several outputs.
 */
package io.github.inverseactivation.training;

/**
 * Input and Dense. Start at {@link io.github.inverseactivation.layers.core.Dense}, the pattern that
 * other layers with weights follow.
 */
package io.github.inverseactivation.layers.core;

/**
 * Arrays in native memory, and graphs that were read from files and run as they are. Start at
 * {@link io.github.inverseactivation.runtime.Tensors}. Not exported.
 */
package io.github.inverseactivation.runtime;

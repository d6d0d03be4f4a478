/**
 * What runs: sessions and the native memory they work on. Not for users; the front door is the
 * package {@code models}. {@link io.github.inverseactivation.engine.Tensors} carries arrays into
 * and out of native memory.
 */
package io.github.inverseactivation.engine;

/**
 * The InverseActivation operation on any TensorFlow Java {@code Ops}, eager or graph, with nothing
 * else of this library. Start at {@link io.github.inverseactivation.ops.InverseActivationOp}.
 */
package io.github.inverseactivation.ops;

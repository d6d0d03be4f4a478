/**
 * What a weight is changed to after each step of training, as tensorflow-framework's {@link
 * org.tensorflow.framework.constraints.Constraint}. Start at {@link
 * io.github.inverseactivation.constraints.MaxNorm}.
 *
 * <p>The classes of tensorflow-framework 1.0.0 were checked against Keras 3.15 in float64. MaxNorm,
 * MinMaxNorm and UnitNorm agree and do the work here; ours add Keras's options, withers and checks
 * of the axes. NonNeg agrees too; it is the one operation max(w, 0), which is called directly. None
 * differs.
 */
package io.github.inverseactivation.constraints;

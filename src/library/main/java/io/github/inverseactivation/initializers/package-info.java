/**
 * The first values of weights: the initializers of Keras, as tensorflow-framework's {@link
 * org.tensorflow.framework.initializers.Initializer}. Start at {@link
 * io.github.inverseactivation.initializers.WeightInitializer}.
 *
 * <p>The random ones are pure functions of a seed ({@link
 * io.github.inverseactivation.initializers.RandomInitializer}). The classes of tensorflow-framework
 * 1.0.0 were checked against Keras 3.15; all fix the element type in the type of the object. Zeros,
 * Ones and Constant are single operations of the runtime; RandomUniform and TruncatedNormal have
 * the right distributions, but no form without a seed, which a model could fill in. These differ:
 *
 * <table>
 * <caption>Framework classes that differ from Keras</caption>
 * <tr><th>class</th><th>check that it failed</th></tr>
 * <tr><td>Glorot, He, LeCun and VarianceScaling, uniform</td><td>all values are positive: from 0 to
 * limit instead of -limit to limit</td></tr>
 * <tr><td>Glorot, He, LeCun and VarianceScaling, convolution kernels</td><td>the channels are counted
 * twice: (3, 3, 16, 32) has a standard deviation of 0.017 (Glorot) instead of 0.068</td></tr>
 * <tr><td>RandomNormal</td><td>the default standard deviation is 1 instead of 0.05</td></tr>
 * <tr><td>Orthogonal</td><td>NullPointerException if there are fewer rows than columns</td></tr>
 * </table>
 */
package io.github.inverseactivation.initializers;

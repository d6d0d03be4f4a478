/**
 * The activation functions of Keras, as tensorflow-framework's {@link
 * org.tensorflow.framework.activations.Activation}. Start at {@link
 * io.github.inverseactivation.activations.Activations}.
 *
 * <p>The classes of tensorflow-framework 1.0.0 were checked against Keras 3.15, values and
 * gradients in float64. ELU, Exponential, GELU, Linear, ReLU, SELU, Sigmoid, Softmax, Softplus,
 * Softsign, Swish and Tanh agree: GELU and Swish are used here, the others are single operations of
 * the runtime, which are called directly. These do not agree:
 *
 * <table>
 * <caption>Framework classes that differ from Keras</caption>
 * <tr><th>class</th><th>check that it failed</th></tr>
 * <tr><td>HardSigmoid</td><td>values differ by up to 0.066: it is the formula of Keras 2, 0.2 x +
 * 0.5</td></tr>
 * </table>
 */
package io.github.inverseactivation.activations;

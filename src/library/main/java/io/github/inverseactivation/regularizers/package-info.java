/**
 * Penalties on weights that are added to the loss, as tensorflow-framework's {@link
 * org.tensorflow.framework.regularizers.Regularizer}. Start at {@link
 * io.github.inverseactivation.regularizers.L2}.
 *
 * <p>The classes of tensorflow-framework 1.0.0 were checked against Keras 3.15, values and
 * gradients. Their numbers agree, but not all of them can be used:
 *
 * <table>
 * <caption>Framework classes that differ from Keras</caption>
 * <tr><th>class</th><th>check that it failed</th></tr>
 * <tr><td>L2, L1L2</td><td>their Square of a reference variable crashes the runtime when gradients are
 * added; here it is w * w</td></tr>
 * </table>
 */
package io.github.inverseactivation.regularizers;

/**
 * Losses: Keras's, as implementations of tensorflow-framework's {@link
 * org.tensorflow.framework.losses.Loss}. Any other implementation goes wherever these go. Start at
 * {@link io.github.inverseactivation.losses.ReducedLoss}; {@link
 * io.github.inverseactivation.losses.LogitsLoss} and {@link
 * io.github.inverseactivation.losses.ClassIndexLabels} are what a training loop asks a loss about.
 *
 * <p>The classes of the same names in tensorflow-framework 1.0.0 were compared with the values and
 * gradients of Keras 3.15 in {@code golden/losses.json}, in float32. None is used here, because:
 *
 * <table>
 * <caption>Where tensorflow-framework differs from Keras</caption>
 * <tr><th>Class of tensorflow-framework<th>Check that failed
 * <tr><td>SparseCategoricalCrossentropy
 *     <td>Right values, but no gradient (SparseSoftmaxCrossEntropyWithLogits has none registered);
 *     throws for predictions of rank above 2
 * <tr><td>BinaryCrossentropy
 *     <td>Probabilities of exactly 0 and 1: 7.788 where Keras has 8.124. Labels [6] with
 *     predictions [6, 1] and weights: 0.806 where Keras has 0.785; throws when the batch size is
 *     unknown
 * <tr><td>MeanSquaredError, MeanAbsoluteError, Huber
 *     <td>Labels [6] with predictions [6, 1] and weights: 2.101 where Keras has 1.291, 1.036 for
 *     1.174, 0.590 for 1.318; throws when the batch size is unknown. Equal shapes agree
 * <tr><td>CategoricalCrossentropy
 *     <td>Agrees in value and gradient with classes last; it has neither names of options nor a
 *     reduction by weights
 * </table>
 */
package io.github.inverseactivation.losses;

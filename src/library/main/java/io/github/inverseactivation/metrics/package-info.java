/**
 * Metrics: what is reported of training and evaluation. Start at {@link
 * io.github.inverseactivation.metrics.Metric}; most metrics are a {@link
 * io.github.inverseactivation.metrics.MeanMetric}.
 *
 * <p>A metric of a loss's formula holds the loss, so a formula is written once. What follows from
 * right and wrong predictions at thresholds, such as {@link
 * io.github.inverseactivation.metrics.AUC}, adds up histograms of predictions; what follows from
 * classes taken for each other, such as {@link io.github.inverseactivation.metrics.MeanIoU}, adds
 * up a {@link io.github.inverseactivation.metrics.ConfusionMatrix}. A metric with a number for each
 * class or threshold reports their mean, where Keras reports an array.
 *
 * <p>The classes of the same names in tensorflow-framework 1.0.0 were compared with the weighted
 * results of Keras 3.15 in {@code golden/metrics.json}. None is used here, because:
 *
 * <table>
 * <caption>Where tensorflow-framework differs from Keras</caption>
 * <tr><th>Class of tensorflow-framework<th>Check that failed
 * <tr><td>All
 *     <td>They keep their sums in ref variables (VariableV2) of one graph, so they can neither be
 *     merged nor outlive it
 * <tr><td>Accuracy, MeanSquaredError, MeanAbsoluteError, RootMeanSquaredError
 *     <td>Labels [n] with predictions [n, 1] and weights throw when the batch size is unknown
 * <tr><td>BinaryAccuracy
 *     <td>Labels [n] with predictions [n, 1] and weights: 0.498 where Keras has 0.774. One weight
 *     per sample throws for predictions of rank 3, as it does in RootMeanSquaredError
 * <tr><td>BinaryCrossentropy
 *     <td>Probabilities: 1.295916 where Keras has 1.295931
 * <tr><td>TopKCategoricalAccuracy, SparseCategoricalCrossentropy
 *     <td>Predictions of rank 3 throw
 * </table>
 *
 * <p>CategoricalAccuracy, SparseCategoricalAccuracy, SparseTopKCategoricalAccuracy and
 * CategoricalCrossentropy gave Keras's weighted results.
 */
package io.github.inverseactivation.metrics;

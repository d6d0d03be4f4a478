/**
 * Metrics: what is reported of training and evaluation. Start at {@link
 * io.github.inverseactivation.metrics.Metric}.
 */
package io.github.inverseactivation.metrics;

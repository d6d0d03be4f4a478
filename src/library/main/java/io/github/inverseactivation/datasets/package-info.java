/**
 * Well-known data sets and any other of their form, as training and test data. Start at {@link
 * io.github.inverseactivation.datasets.Datasets}.
 */
package io.github.inverseactivation.datasets;

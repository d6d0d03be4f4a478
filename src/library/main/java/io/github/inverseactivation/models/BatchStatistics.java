package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Dataset;

/**
 * Recomputes what batch normalizations know of the data. Their moving averages follow the weights
 * of the last steps of training; weights that are averages of many steps put out other numbers,
 * which have other means and variances.
 *
 * <p>The data goes through the model once as in training, with dropout and augmentation, each batch
 * normalized by its own statistics. A layer's new mean and variance are those of everything that
 * came to it:
 *
 * <pre>
 * mean     = mean of the batches' means
 * variance = mean of the batches' variances + variance of the batches' means
 * </pre>
 *
 * <p>each weighted by the batches' sizes. Other weights stay as they are, and so do frozen layers.
 *
 * <pre>{@code
 * model.compile(new Adam(1e-3).useEma(true).emaMomentum(0.999), new MeanSquaredError());
 * model.fit(data, Fit.epochs(20));           // leaves the averaged weights in the model
 * BatchStatistics.recompute(model, data, 128);
 * }</pre>
 *
 * <p>Source: Izmailov et al. 2018, "Averaging weights leads to wider optima", arXiv 1803.05407,
 * section 3.3, and PyTorch's {@code update_bn}. Keras has no such function.
 */
public final class BatchStatistics {
  private BatchStatistics() {}

  /**
   * Puts the statistics of a data set into a model's trainable batch normalizations, also those of
   * models that are its layers.
   *
   * @param model the model, compiled or not
   * @param data examples as the model was trained with, read once in their order; only their inputs
   *     count
   * @param batchSize how many examples are normalized together, at least 1; as in training
   * @throws IllegalArgumentException if there is no such layer, one is called several times or is
   *     within a layer that is no model, the data does not go with the model, or there is none; the
   *     model is as before then
   * @throws IllegalStateException if another thread is training the model
   */
  public static void recompute(Model model, Dataset data, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
    }
    model.recomputeStatistics(data, batchSize);
  }
}

package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The statistics of batch normalizations against those computed here, from the numbers. */
class BatchStatisticsTest {
  private static final int EXAMPLES = 70;
  private static final int BATCH = 16; // the last has 6

  @Test
  void areThoseOfAllThatCameToTheLayers() {
    double[][] x = inputs();
    try (Sequential model = model()) {
      List<Array> before = model.weights();
      BatchStatistics.recompute(model, data(x), BATCH);

      double[][] first = dense(x, before.get(0), before.get(1));
      double[][] normalized = normalizedByBatch(first, before.get(2), before.get(3));
      double[][] second = dense(normalized, before.get(6), before.get(7));
      List<Array> after = model.weights();
      check(after.get(4), after.get(5), first);
      check(after.get(10), after.get(11), second);
      for (int kept : new int[] {0, 1, 2, 3, 6, 7, 8, 9}) {
        assertThat(after.get(kept)).isEqualTo(before.get(kept));
      }
    }
  }

  @Test
  void areFoundInModelsWithinModels() {
    double[][] x = inputs();
    try (Sequential flat = model();
        Sequential inner = Sequential.of(Input.shape(3), batchNorm(), new Dense(2), batchNorm());
        Sequential nested = Sequential.of(Input.shape(4), new Dense(3), inner.asLayer())) {
      nested.weights(flat.weights());
      BatchStatistics.recompute(flat, data(x), BATCH);
      BatchStatistics.recompute(nested, data(x), BATCH);
      assertThat(nested.weights()).isEqualTo(flat.weights());
    }
  }

  @Test
  void frozenLayersKeepTheirs() {
    double[][] x = inputs();
    try (Sequential model = model()) {
      List<Array> before = model.weights();
      model.trainable("batch_normalization", false);
      BatchStatistics.recompute(model, data(x), BATCH);
      List<Array> after = model.weights();
      assertThat(after.subList(0, 10)).isEqualTo(before.subList(0, 10));
      assertThat(after.get(10)).isNotEqualTo(before.get(10));
    }
  }

  @Test
  void imagesAreNormalizedByChannels() {
    Random random = new Random(3);
    float[] images = new float[20 * 5 * 5];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    Array x = Array.of(images, 20, 5, 5, 1);
    try (Sequential model =
        Sequential.of(Input.shape(5, 5, 1), new Conv2D(2, 3), batchNorm()).seed(2)) {
      try (Sequential convolution = Sequential.of(Input.shape(5, 5, 1), new Conv2D(2, 3))) {
        convolution.weights(model.weights().subList(0, 2));
        double[] y = convolution.predict(x).doubles();
        double[][] places = new double[y.length / 2][];
        for (int i = 0; i < places.length; i++) {
          places[i] = new double[] {y[2 * i], y[2 * i + 1]};
        }
        BatchStatistics.recompute(model, Dataset.of(x), 7);
        check(model.weights().get(4), model.weights().get(5), places);
      }
    }
  }

  @Test
  void refusesWhatHasNoStatisticsOfItsOwn() {
    Dataset data = data(inputs());
    try (Sequential model = Sequential.of(Input.shape(4), new Dense(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BatchStatistics.recompute(model, data, 8))
          .withMessage("the model 'sequential' has no BatchNormalization that is trained");
    }
    Tensor x = Input.shape(4);
    Layer shared = batchNorm();
    Tensor y = new Add().apply(shared.apply(x), shared.apply(new Dense(4).apply(x)));
    try (Model model = Model.of(x, y)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BatchStatistics.recompute(model, data, 8))
          .withMessageContaining("'batch_normalization' is called 2 times");
    }
    try (Sequential model =
        Sequential.of(Input.shape(2, 2), new TimeDistributed(new BatchNormalization()))) {
      Dataset sequences = Dataset.of(Array.of(new float[12], 3, 2, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BatchStatistics.recompute(model, sequences, 8))
          .withMessageContaining("is in a layer within another");
    }
    try (Sequential model = model()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BatchStatistics.recompute(model, data, 0))
          .withMessage("batchSize must be at least 1, not 0");
    }
  }

  private static Sequential model() {
    return Sequential.of(Input.shape(4), new Dense(3), batchNorm(), new Dense(2), batchNorm())
        .seed(8);
  }

  private static BatchNormalization batchNorm() {
    return new BatchNormalization().momentum(0.9);
  }

  private static double[][] inputs() {
    Random random = new Random(9);
    double[][] x = new double[EXAMPLES][4];
    for (double[] row : x) {
      Arrays.setAll(row, i -> (float) (random.nextGaussian() * (i + 1) + 5 * i));
    }
    return x;
  }

  private static Dataset data(double[][] x) {
    float[][] rows = new float[x.length][4];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = (float) x[i][j];
      }
    }
    return Dataset.of(Array.of(rows));
  }

  private static double[][] dense(double[][] x, Array kernel, Array bias) {
    double[] w = kernel.doubles();
    double[] b = bias.doubles();
    double[][] y = new double[x.length][b.length];
    for (int i = 0; i < x.length; i++) {
      for (int unit = 0; unit < b.length; unit++) {
        y[i][unit] = b[unit];
        for (int j = 0; j < x[i].length; j++) {
          y[i][unit] += x[i][j] * w[j * b.length + unit];
        }
      }
    }
    return y;
  }

  private static double[][] normalizedByBatch(double[][] x, Array gamma, Array beta) {
    double[][] y = new double[x.length][];
    for (int from = 0; from < x.length; from += BATCH) {
      double[][] batch = Arrays.copyOfRange(x, from, Math.min(from + BATCH, x.length));
      double[] mean = mean(batch);
      double[] variance = variance(batch);
      for (int i = 0; i < batch.length; i++) {
        double[] row = batch[i].clone();
        for (int j = 0; j < row.length; j++) {
          row[j] =
              (row[j] - mean[j]) / Math.sqrt(variance[j] + 1e-3) * gamma.doubles()[j]
                  + beta.doubles()[j];
        }
        y[from + i] = row;
      }
    }
    return y;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      Arrays.setAll(mean, j -> mean[j] + row[j] / rows.length);
    }
    return mean;
  }

  private static double[] variance(double[][] rows) {
    double[] mean = mean(rows);
    double[] variance = new double[mean.length];
    for (double[] row : rows) {
      Arrays.setAll(
          variance, j -> variance[j] + (row[j] - mean[j]) * (row[j] - mean[j]) / rows.length);
    }
    return variance;
  }

  private static void check(Array mean, Array variance, double[][] rows) {
    double[] expected = mean(rows);
    double[] squares = variance(rows);
    for (int j = 0; j < expected.length; j++) {
      assertThat(mean.doubles()[j]).isCloseTo(expected[j], within(1e-4));
      assertThat(variance.doubles()[j]).isCloseTo(squares[j], within(1e-4 * squares[j]));
    }
  }
}

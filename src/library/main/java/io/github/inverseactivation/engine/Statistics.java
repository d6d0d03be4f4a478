package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * Means and variances of everything, put together from those of batches in double precision (Chan,
 * Golub and LeVeque 1979).
 */
final class Statistics {
  private final List<double[]> means = new ArrayList<>();
  private final List<double[]> squares = new ArrayList<>();
  private long count;

  /** Adds a batch's statistics, a mean and a variance in turn. */
  void add(List<Array> batch, int size) {
    for (int i = 0; i < batch.size() / 2; i++) {
      double[] mean = batch.get(2 * i).doubles();
      double[] variance = batch.get(2 * i + 1).doubles();
      if (count == 0) {
        means.add(new double[mean.length]);
        squares.add(new double[mean.length]);
      }
      for (int channel = 0; channel < mean.length; channel++) {
        double difference = mean[channel] - means.get(i)[channel];
        double share = (double) size / (count + size);
        means.get(i)[channel] += difference * share;
        squares.get(i)[channel] +=
            variance[channel] * size + difference * difference * count * share;
      }
    }
    count += size;
  }

  /** The mean and the variance of everything, in turn. */
  List<Array> values() {
    List<Array> values = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      values.add(array(means.get(i), 1));
      values.add(array(squares.get(i), count));
    }
    return values;
  }

  private static Array array(double[] numbers, double divisor) {
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (numbers[i] / divisor);
    }
    return Array.of(values);
  }
}

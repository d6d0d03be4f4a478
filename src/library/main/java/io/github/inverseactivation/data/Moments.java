package io.github.inverseactivation.data;

import java.util.Arrays;

/**
 * The mean and the variance of a data set's inputs, at each position along some axes and over all
 * others: of each feature, of each channel of images, or of everything.
 *
 * <pre>
 * mean = sum of x / n
 * variance = sum of (x - mean)^2 / n
 * </pre>
 *
 * <p>The data is read once, in batches, and need not fit into memory. Sums are kept in double
 * precision, and batches are joined by their means and squared deviations, so that data far from 0
 * loses nothing (Chan, Golub and LeVeque 1979).
 *
 * <pre>{@code
 * Moments channels = Moments.of(data, -1);
 * double[] mean = channels.mean();
 * }</pre>
 */
public final class Moments {
  private static final int BATCH = 256;

  private final int[] position;
  private final long perExample;
  private final double[] mean;
  private final double[] squares;
  private long count;

  private Moments(int[] position, int positions) {
    this.position = position;
    this.mean = new double[positions];
    this.squares = new double[positions];
    this.perExample = position.length / positions;
  }

  /**
   * Reads a data set.
   *
   * @param data the data, of which the first input counts
   * @param axes the axes with a mean for each position: 1 for the first after the examples, or
   *     counted from the end when negative; none for one mean of everything
   * @return the means and variances
   * @throws IllegalArgumentException if there is no such axis, one is named twice, or one is that
   *     of the examples
   */
  public static Moments of(Dataset data, int... axes) {
    long[] example = data.inputs().get(0).shape();
    int[] kept = kept(axes, example.length + 1);
    int positions = 1;
    for (int axis : kept) {
      positions = Math.multiplyExact(positions, Math.toIntExact(example[axis - 1]));
    }
    Moments moments = new Moments(positions(example, kept), positions);
    for (Batch batch : data.batches(BATCH)) {
      moments.add(batch.inputs().get(0).doubles());
    }
    return moments;
  }

  /**
   * Reads an array.
   *
   * @param data the data, whose first dimension is the examples
   * @param axes the axes with a mean for each position: 1 for the first after the examples, or
   *     counted from the end when negative; none for one mean of everything
   * @return the means and variances
   * @throws IllegalArgumentException if there is no example or no such axis, one is named twice, or
   *     one is that of the examples
   */
  public static Moments of(Array data, int... axes) {
    return of(Dataset.of(data), axes);
  }

  /**
   * The means.
   *
   * @return a number for each position, the last axis fastest
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The variances, divided by the number of values.
   *
   * @return a number for each position, the last axis fastest
   */
  public double[] variance() {
    return Arrays.stream(squares).map(each -> each / count).toArray();
  }

  /**
   * How many values went into each mean.
   *
   * @return the number, at least 1
   */
  public long count() {
    return count;
  }

  private static int[] kept(int[] axes, int rank) {
    int[] kept = Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).sorted().toArray();
    boolean within = Arrays.stream(kept).allMatch(axis -> axis >= 1 && axis < rank);
    if (!within || Arrays.stream(kept).distinct().count() < kept.length) {
      throw new IllegalArgumentException(
          "the axes of data with "
              + rank
              + " dimensions are different ones from 1 to "
              + (rank - 1)
              + ", as 0 is that of the examples; found "
              + Arrays.toString(axes));
    }
    return kept;
  }

  /** The position that each value of an example belongs to. */
  private static int[] positions(long[] example, int[] kept) {
    int[] position = new int[Math.toIntExact(Arrays.stream(example).reduce(1, (a, b) -> a * b))];
    int within = 1;
    int stride = 1;
    for (int axis = example.length; axis >= 1; axis--) {
      int size = Math.toIntExact(example[axis - 1]);
      int at = axis;
      if (Arrays.stream(kept).anyMatch(each -> each == at)) {
        for (int i = 0; i < position.length; i++) {
          position[i] += i / within % size * stride;
        }
        stride *= size;
      }
      within *= size;
    }
    return position;
  }

  private void add(double[] values) {
    long added = values.length / position.length * perExample;
    double[] means = new double[mean.length];
    for (int i = 0; i < values.length; i++) {
      means[position[i % position.length]] += values[i];
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= added;
    }
    double[] deviations = new double[mean.length];
    for (int i = 0; i < values.length; i++) {
      int at = position[i % position.length];
      double deviation = values[i] - means[at];
      deviations[at] += deviation * deviation;
    }
    long total = count + added;
    for (int i = 0; i < means.length; i++) {
      double apart = means[i] - mean[i];
      mean[i] += apart * added / total;
      squares[i] += deviations[i] + apart * apart * count * added / total;
    }
    count = total;
  }
}

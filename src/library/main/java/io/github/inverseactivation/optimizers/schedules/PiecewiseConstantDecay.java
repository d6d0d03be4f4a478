package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;
import java.util.Arrays;

/**
 * A learning rate that changes at given steps and is constant between them.
 *
 * <p>The first of {@code values} holds up to and with the step {@code boundaries[0]}, the next one
 * from there up to and with {@code boundaries[1]}, and so on; the last one holds for ever.
 *
 * <pre>{@code
 * Schedule schedule =
 *     new PiecewiseConstantDecay(new int[] {10_000, 15_000}, new double[] {0.1, 0.01, 0.001});
 * Optimizer optimizer = new SGD().learningRate(schedule);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.optimizers.schedules.PiecewiseConstantDecay}.
 */
public final class PiecewiseConstantDecay implements Schedule {

  private int[] boundaries;
  private double[] values;

  /**
   * Creates a schedule.
   *
   * @param boundaries the last step of each value but the last, rising, at least one
   * @param values the learning rates, one more than boundaries, finite and at least 0
   * @throws IllegalArgumentException if an argument is out of range, or their numbers do not fit
   */
  public PiecewiseConstantDecay(int[] boundaries, double[] values) {
    this.boundaries = boundaries.clone();
    this.values = values.clone();
    validate();
  }

  @Override
  public double at(long iteration) {
    int piece = 0;
    while (piece < boundaries.length && iteration > boundaries[piece]) {
      piece++;
    }
    return values[piece];
  }

  @Override
  public void options(Options options) {
    boundaries = options.integers("boundaries", boundaries);
    values = options.numbers("values", values);
  }

  @Override
  public void validate() {
    if (boundaries == null
        || values == null
        || boundaries.length == 0
        || values.length != boundaries.length + 1) {
      throw new IllegalArgumentException(
          "boundaries "
              + excerpt(Arrays.toString(boundaries))
              + " and values "
              + excerpt(Arrays.toString(values))
              + " do not fit; expected at least one boundary and one value more than boundaries,"
              + " such as [1000] and [0.1, 0.01]");
    }
    for (int i = 0; i < boundaries.length; i++) {
      if (boundaries[i] < 0 || i > 0 && boundaries[i] <= boundaries[i - 1]) {
        throw new IllegalArgumentException(
            "boundaries "
                + excerpt(Arrays.toString(boundaries))
                + " do not rise from 0 or more; expected steps such as [1000, 2000]");
      }
    }
    for (double value : values) {
      Ranges.atLeastZero("values", value);
    }
  }

  private static String excerpt(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}

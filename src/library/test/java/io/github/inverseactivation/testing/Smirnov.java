package io.github.inverseactivation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Whether two samples may be of one distribution, after Smirnov. */
public final class Smirnov {
  private Smirnov() {}

  /**
   * Fails where the distance of both samples is more than it is in 99.9 % of the cases.
   *
   * @param found one sample
   * @param quantiles of the other sample, evenly apart
   * @param size how many numbers the other sample has
   * @param rounding by how much equal numbers may differ
   */
  public static void assertDistributed(
      double[] found, JsonNode quantiles, int size, double rounding) {
    double most = 1.95 * Math.sqrt(1.0 / found.length + 1.0 / size);
    for (int i = 0; i < quantiles.size(); i++) {
      double quantile = quantiles.get(i).asDouble();
      double below = (i + 1.0) / (quantiles.size() + 1);
      assertThat(share(found, quantile - rounding)).isLessThan(below + most);
      assertThat(share(found, quantile + rounding)).isGreaterThan(below - most);
    }
  }

  private static double share(double[] numbers, double most) {
    return (double) Arrays.stream(numbers).filter(each -> each <= most).count() / numbers.length;
  }
}

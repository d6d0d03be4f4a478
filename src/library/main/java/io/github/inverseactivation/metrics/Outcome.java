package io.github.inverseactivation.metrics;

/**
 * How often a binary prediction was right and wrong, by weight.
 *
 * @param truePositives true, and predicted so
 * @param falsePositives false, but predicted as true
 * @param trueNegatives false, and predicted so
 * @param falseNegatives true, but predicted as false
 */
record Outcome(
    double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {

  double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** Also called sensitivity. */
  double recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  double specificity() {
    return ratio(trueNegatives, trueNegatives + falsePositives);
  }

  double falsePositiveRate() {
    return ratio(falsePositives, falsePositives + trueNegatives);
  }

  /** A quotient, 0 where there is nothing to divide by. */
  static double ratio(double part, double all) {
    return all == 0 ? 0 : part / all;
  }
}

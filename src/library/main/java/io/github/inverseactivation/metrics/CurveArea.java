package io.github.inverseactivation.metrics;

import io.github.inverseactivation.metrics.AUC.Curve;
import io.github.inverseactivation.metrics.AUC.Summation;

/** The area under a curve through what happened at ascending thresholds. */
final class CurveArea {

  private CurveArea() {}

  static double of(Outcome[] outcomes, Curve curve, Summation summation) {
    boolean interpolated = curve == Curve.PR && summation == Summation.INTERPOLATION;
    double area = 0;
    for (int i = 0; i + 1 < outcomes.length; i++) {
      Outcome lower = outcomes[i];
      Outcome upper = outcomes[i + 1];
      area +=
          interpolated
              ? interpolated(lower, upper)
              : (x(lower, curve) - x(upper, curve))
                  * height(y(lower, curve), y(upper, curve), summation);
    }
    return area;
  }

  private static double height(double lower, double upper, Summation summation) {
    return switch (summation) {
      case INTERPOLATION -> (lower + upper) / 2;
      case MAJORING -> Math.max(lower, upper);
      case MINORING -> Math.min(lower, upper);
    };
  }

  private static double x(Outcome outcome, Curve curve) {
    return switch (curve) {
      case ROC -> outcome.falsePositiveRate();
      case PR -> outcome.recall();
      case PRGAIN -> Math.max(gain(outcome, outcome.falseNegatives(), 0), 0);
    };
  }

  private static double y(Outcome outcome, Curve curve) {
    return curve == Curve.ROC
        ? outcome.recall()
        : curve == Curve.PR ? outcome.precision() : gain(outcome, outcome.falsePositives(), 1);
  }

  /** 1 less the odds of positives, times the ratio of errors to true positives. */
  private static double gain(Outcome outcome, double errors, double withoutTruePositives) {
    if (outcome.truePositives() == 0) {
      return withoutTruePositives;
    }
    double odds =
        Outcome.ratio(
            outcome.truePositives() + outcome.falseNegatives(),
            outcome.trueNegatives() + outcome.falsePositives());
    return 1 - odds * errors / outcome.truePositives();
  }

  /**
   * The area under precision where true positives are linear in positives. Source: Davis and
   * Goadrich 2006, the relationship between precision-recall and ROC curves.
   */
  private static double interpolated(Outcome lower, Outcome upper) {
    double positivesBelow = lower.truePositives() + lower.falsePositives();
    double positivesAbove = upper.truePositives() + upper.falsePositives();
    double gained = lower.truePositives() - upper.truePositives();
    double slope = Outcome.ratio(gained, Math.max(positivesBelow - positivesAbove, 0));
    double intercept = upper.truePositives() - slope * positivesAbove;
    double ratio = positivesBelow > 0 && positivesAbove > 0 ? positivesBelow / positivesAbove : 1;
    return Outcome.ratio(
        slope * (gained + intercept * Math.log(ratio)),
        Math.max(upper.truePositives() + upper.falseNegatives(), 0));
  }
}

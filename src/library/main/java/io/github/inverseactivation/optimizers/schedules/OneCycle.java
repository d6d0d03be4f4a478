package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The one-cycle policy: a learning rate that rises to a high value and then falls far below where
 * it began, over the whole of a training.
 *
 * <p>It goes from {@code first = maxLearningRate / divFactor} to {@code maxLearningRate}, which it
 * reaches with step {@code pctStart * totalSteps - 1}, and from there to {@code last = first /
 * finalDivFactor}, which it reaches with step {@code totalSteps - 1} and keeps. With {@link
 * #threePhase} it comes back to {@code first} as fast as it rose, and only then goes to {@code
 * last}. Between two points {@code a} and {@code b} it goes along half a cosine, with {@code f}
 * from 0 to 1:
 *
 * <pre>
 * b + (a - b) * (1 + cos(pi * f)) / 2
 * </pre>
 *
 * <pre>{@code
 * int steps = 10 * 469; // epochs and batches
 * Optimizer optimizer = new AdamW().learningRate(new OneCycle(0.01, steps));
 * }</pre>
 *
 * <p>It is the rule of PyTorch's {@code OneCycleLR}, without its change of momentum. Keras has
 * none: a saved model names the class of {@code scripts/inverse_activation.py}, which Python has to
 * import first.
 *
 * <p>Sources: Smith and Topin, 2017, arXiv:1708.07120; PyTorch, {@code
 * torch.optim.lr_scheduler.OneCycleLR}.
 */
public final class OneCycle implements Schedule, Cloneable {

  /** How the learning rate goes from one value to the next. */
  public enum Anneal {
    /** Along half a cosine. */
    COS,
    /** In a straight line. */
    LINEAR
  }

  private double maxLearningRate;
  private int totalSteps;
  private double pctStart = 0.3;
  private Anneal annealStrategy = Anneal.COS;
  private double divFactor = 25;
  private double finalDivFactor = 1e4;
  private boolean threePhase;

  /**
   * Creates a schedule.
   *
   * @param maxLearningRate the highest learning rate, finite and at least 0
   * @param totalSteps the number of steps of the whole training, at least 1: epochs times batches
   * @throws IllegalArgumentException if an argument is out of range
   */
  public OneCycle(double maxLearningRate, int totalSteps) {
    this.maxLearningRate = Ranges.atLeastZero("maxLearningRate", maxLearningRate);
    this.totalSteps = Ranges.steps("totalSteps", totalSteps, 1);
  }

  /**
   * The same schedule with a shorter or longer rise.
   *
   * @param pctStart the share of all steps in which it rises, from 0 to 1, to 0.5 with three
   *     phases; 0.3 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public OneCycle pctStart(double pctStart) {
    return with(copy -> copy.pctStart = pctStart);
  }

  /**
   * The same schedule along another curve.
   *
   * @param annealStrategy the curve, half a cosine by default
   * @return the changed copy
   */
  public OneCycle annealStrategy(Anneal annealStrategy) {
    Objects.requireNonNull(annealStrategy, "annealStrategy");
    return with(copy -> copy.annealStrategy = annealStrategy);
  }

  /**
   * The same schedule from another beginning.
   *
   * @param divFactor what {@code maxLearningRate} is divided by for the first learning rate, finite
   *     and above 0; 25 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public OneCycle divFactor(double divFactor) {
    return with(copy -> copy.divFactor = divFactor);
  }

  /**
   * The same schedule to another end.
   *
   * @param finalDivFactor what the first learning rate is divided by for the last one, finite and
   *     above 0; 10,000 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public OneCycle finalDivFactor(double finalDivFactor) {
    return with(copy -> copy.finalDivFactor = finalDivFactor);
  }

  /**
   * The same schedule in three phases, as in the paper.
   *
   * @param threePhase whether it comes back to where it began before it goes to its end; false by
   *     default
   * @return the changed copy
   * @throws IllegalArgumentException if {@code pctStart} is above 0.5
   */
  public OneCycle threePhase(boolean threePhase) {
    return with(copy -> copy.threePhase = threePhase);
  }

  @Override
  public double at(long iteration) {
    double first = maxLearningRate / divFactor;
    double last = first / finalDivFactor;
    double rise = pctStart * totalSteps - 1;
    double end = totalSteps - 1;
    if (iteration <= rise) {
      return between(first, maxLearningRate, share(iteration, 0, rise));
    }
    if (!threePhase) {
      return between(maxLearningRate, last, share(iteration, rise, end));
    }
    double fall = 2 * pctStart * totalSteps - 2;
    return iteration <= fall
        ? between(maxLearningRate, first, share(iteration, rise, fall))
        : between(first, last, share(iteration, fall, end));
  }

  private static double share(double iteration, double begin, double end) {
    return end > begin ? Math.min((iteration - begin) / (end - begin), 1) : 1;
  }

  private double between(double from, double to, double share) {
    return annealStrategy == Anneal.LINEAR
        ? (to - from) * share + from
        : to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
  }

  @Override
  public void options(Options options) {
    maxLearningRate = options.number("maxLearningRate", maxLearningRate);
    totalSteps = options.integer("totalSteps", totalSteps);
    pctStart = options.number("pctStart", pctStart);
    annealStrategy = options.choice("annealStrategy", annealStrategy);
    divFactor = options.number("divFactor", divFactor);
    finalDivFactor = options.number("finalDivFactor", finalDivFactor);
    threePhase = options.bool("threePhase", threePhase);
  }

  @Override
  public void validate() {
    Ranges.atLeastZero("maxLearningRate", maxLearningRate);
    Ranges.steps("totalSteps", totalSteps, 1);
    Ranges.positive("divFactor", divFactor);
    Ranges.positive("finalDivFactor", finalDivFactor);
    double most = threePhase ? 0.5 : 1;
    if (!(pctStart >= 0 && pctStart <= most)) {
      throw new IllegalArgumentException(
          "pctStart "
              + pctStart
              + " is out of range; expected 0 <= pctStart <= "
              + most
              + (threePhase ? " with three phases" : "")
              + ", such as 0.3");
    }
  }

  private OneCycle with(Consumer<OneCycle> change) {
    try {
      OneCycle copy = (OneCycle) clone();
      change.accept(copy);
      copy.validate();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}

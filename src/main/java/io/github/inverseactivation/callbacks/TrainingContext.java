package io.github.inverseactivation.callbacks;

/** What a callback sees of a training run, and how it steers it. */
public interface TrainingContext {

  /**
   * The number of epochs asked for.
   *
   * @return at least 1
   */
  int epochs();

  /** What {@link #steps} says while the number of batches is not known: -1. */
  int UNKNOWN_STEPS = -1;

  /**
   * The number of batches in an epoch. Where a data set does not know its size this is known from
   * the end of the first epoch on.
   *
   * @return at least 1, or {@link #UNKNOWN_STEPS}
   */
  int steps();

  /**
   * The learning rate of the next step.
   *
   * @return the learning rate
   */
  double learningRate();

  /**
   * Fixes the learning rate from the next step on, in place of what the optimizer was given.
   *
   * @param learningRate the learning rate, at least 0
   */
  void learningRate(double learningRate);

  /** Ends training after the present batch. */
  void stop();
}

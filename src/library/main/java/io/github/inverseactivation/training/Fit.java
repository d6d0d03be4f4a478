package io.github.inverseactivation.training;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.data.Dataset;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to train: epochs, batches, validation, weights and callbacks. Immutable; every wither returns
 * a changed copy.
 *
 * <pre>{@code
 * model.fit(mnist.train(), Fit.epochs(5).batchSize(128).validation(mnist.test()));
 * }</pre>
 *
 * <p>Names and defaults are those of Keras's {@code Model.fit}.
 */
public final class Fit implements Cloneable {
  private int epochs;
  private int batchSize = 32;
  private Dataset validation;
  private double validationSplit;
  private boolean shuffle = true;
  private Map<Integer, Double> classWeight = Map.of();
  private List<Callback> callbacks = List.of();
  private Verbosity verbosity = Verbosity.AUTO;
  private PrintStream output = System.out;

  private Fit(int epochs) {
    this.epochs = epochs;
    validate();
  }

  /**
   * Training with Keras's defaults.
   *
   * @param epochs how often to go through the data, at least 1
   * @return the settings
   * @throws IllegalArgumentException if {@code epochs} is below 1
   */
  public static Fit epochs(int epochs) {
    return new Fit(epochs);
  }

  /**
   * Sets the number of examples per step. Default: 32.
   *
   * @param batchSize at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public Fit batchSize(int batchSize) {
    return with(copy -> copy.batchSize = batchSize);
  }

  /**
   * Evaluates this data after each epoch. Default: none.
   *
   * @param validation the data
   * @return a changed copy
   * @throws IllegalArgumentException if a validation split was given too
   */
  public Fit validation(Dataset validation) {
    Objects.requireNonNull(validation, "validation");
    return with(copy -> copy.validation = validation);
  }

  /**
   * Holds out the last examples for validation, before any shuffling. Default: 0.
   *
   * @param validationSplit the share held out, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1), or validation data was given too
   */
  public Fit validationSplit(double validationSplit) {
    return with(copy -> copy.validationSplit = validationSplit);
  }

  /**
   * Gives each epoch an order of its own, or not. Default: true.
   *
   * @param shuffle whether to shuffle
   * @return a changed copy
   */
  public Fit shuffle(boolean shuffle) {
    return with(copy -> copy.shuffle = shuffle);
  }

  /**
   * Weighs examples by their class, which the labels must be. Default: all weigh 1.
   *
   * @param classWeight the weight of each class, at least 0; a class that is not named weighs 1
   * @return a changed copy
   */
  public Fit classWeight(Map<Integer, Double> classWeight) {
    return with(copy -> copy.classWeight = Map.copyOf(classWeight));
  }

  /**
   * Sets who watches, called in this order. Default: nobody.
   *
   * @param callbacks the callbacks
   * @return a changed copy
   */
  public Fit callbacks(Callback... callbacks) {
    return with(copy -> copy.callbacks = List.of(callbacks));
  }

  /**
   * Sets what is printed. Default: {@link Verbosity#AUTO}.
   *
   * @param verbosity what to print
   * @return a changed copy
   */
  public Fit verbosity(Verbosity verbosity) {
    Objects.requireNonNull(verbosity, "verbosity");
    return with(copy -> copy.verbosity = verbosity);
  }

  /**
   * Sets where progress is printed. Default: standard output.
   *
   * @param output the stream
   * @return a changed copy
   */
  public Fit output(PrintStream output) {
    Objects.requireNonNull(output, "output");
    return with(copy -> copy.output = output);
  }

  /**
   * How often to go through the data.
   *
   * @return the setting
   */
  public int epochs() {
    return epochs;
  }

  /**
   * The number of examples per step.
   *
   * @return the setting
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * The validation data, or null.
   *
   * @return the setting
   */
  public Dataset validation() {
    return validation;
  }

  /**
   * The share of the training data held out for validation.
   *
   * @return the setting
   */
  public double validationSplit() {
    return validationSplit;
  }

  /**
   * Whether each epoch has an order of its own.
   *
   * @return the setting
   */
  public boolean shuffle() {
    return shuffle;
  }

  /**
   * The weights of classes; empty where all weigh 1.
   *
   * @return the setting
   */
  public Map<Integer, Double> classWeight() {
    return classWeight;
  }

  /**
   * Who watches.
   *
   * @return the setting
   */
  public List<Callback> callbacks() {
    return callbacks;
  }

  /**
   * What is printed.
   *
   * @return the setting
   */
  public Verbosity verbosity() {
    return verbosity;
  }

  /**
   * Where it is printed.
   *
   * @return the setting
   */
  public PrintStream output() {
    return output;
  }

  private Fit with(Consumer<Fit> change) {
    try {
      Fit copy = (Fit) clone();
      change.accept(copy);
      copy.validate();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private void validate() {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, not " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
    }
    if (!(validationSplit >= 0 && validationSplit < 1)) {
      throw new IllegalArgumentException(
          "validationSplit must be in [0, 1), not " + validationSplit);
    }
    if (validation != null && validationSplit > 0) {
      throw new IllegalArgumentException(
          "both validation data and a validationSplit of "
              + validationSplit
              + " were given: leave one of them out");
    }
    classWeight.forEach(
        (label, weight) -> {
          if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "the weight of class " + label + " must be a number of at least 0, not " + weight);
          }
        });
  }
}

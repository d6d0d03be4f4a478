package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.Objects;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;

/**
 * What normalizations share that are scaled and shifted afterwards: {@code gamma}, {@code beta} and
 * {@code epsilon}.
 *
 * @param <L> the subclass itself
 */
abstract class ScaledAndShifted<L extends ScaledAndShifted<L>> extends SingleInputLayer<L> {
  double epsilon = 1e-3;
  boolean center = true;
  boolean scale = true;
  Initializer<?> betaInitializer = new Zeros();
  Initializer<?> gammaInitializer = new Ones();
  Regularizer betaRegularizer;
  Regularizer gammaRegularizer;
  Constraint betaConstraint;
  Constraint gammaConstraint;

  /**
   * Sets what is added to the variance, against division by zero. Default: 0.001.
   *
   * @param epsilon a finite number above 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L epsilon(double epsilon) {
    return with(copy -> copy.epsilon = epsilon);
  }

  /**
   * Adds {@code beta} or not. Default: true.
   *
   * @param center whether there is a beta
   * @return a changed copy
   */
  public L center(boolean center) {
    return with(copy -> copy.center = center);
  }

  /**
   * Multiplies by {@code gamma} or not. Default: true.
   *
   * @param scale whether there is a gamma
   * @return a changed copy
   */
  public L scale(boolean scale) {
    return with(copy -> copy.scale = scale);
  }

  /**
   * Sets how beta starts. Default: {@link Zeros}.
   *
   * @param initializer draws beta
   * @return a changed copy
   */
  public L betaInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.betaInitializer = initializer);
  }

  /**
   * Sets how gamma starts. Default: {@link Ones}.
   *
   * @param initializer draws gamma
   * @return a changed copy
   */
  public L gammaInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.gammaInitializer = initializer);
  }

  /**
   * Penalises beta. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L betaRegularizer(Regularizer regularizer) {
    return with(copy -> copy.betaRegularizer = regularizer);
  }

  /**
   * Penalises gamma. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L gammaRegularizer(Regularizer regularizer) {
    return with(copy -> copy.gammaRegularizer = regularizer);
  }

  /**
   * Projects beta after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L betaConstraint(Constraint constraint) {
    return with(copy -> copy.betaConstraint = constraint);
  }

  /**
   * Projects gamma after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L gammaConstraint(Constraint constraint) {
    return with(copy -> copy.gammaConstraint = constraint);
  }

  /** The declaration of gamma. */
  final WeightSpec gamma(Shape shape) {
    return WeightSpec.trainable("gamma", shape, gammaInitializer)
        .regularizer(gammaRegularizer)
        .constraint(gammaConstraint);
  }

  /** The declaration of beta. */
  final WeightSpec beta(Shape shape) {
    return WeightSpec.trainable("beta", shape, betaInitializer)
        .regularizer(betaRegularizer)
        .constraint(betaConstraint);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public void options(Options options) {
    epsilon = options.number("epsilon", epsilon);
    center = options.bool("center", center);
    scale = options.bool("scale", scale);
    betaInitializer = options.object("betaInitializer", Initializer.class, betaInitializer);
    gammaInitializer = options.object("gammaInitializer", Initializer.class, gammaInitializer);
    betaRegularizer = options.object("betaRegularizer", Regularizer.class, betaRegularizer);
    gammaRegularizer = options.object("gammaRegularizer", Regularizer.class, gammaRegularizer);
    betaConstraint = options.object("betaConstraint", Constraint.class, betaConstraint);
    gammaConstraint = options.object("gammaConstraint", Constraint.class, gammaConstraint);
  }

  @Override
  public void validate() {
    if (!(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException("epsilon must be above 0, not " + epsilon);
    }
  }
}

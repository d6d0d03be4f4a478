package io.github.inverseactivation.recipes;

import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.optimizers.Optimizer;

/**
 * A network and how to train it. A network of a recipe takes the numbers of the data set as they
 * are (pixels from 0 to 255: scaling is its first layer, so what is served is what was trained) and
 * puts out one logit for each class.
 *
 * <pre>{@code
 * Recipe recipe = Recipes.named("mnist");
 * try (Sequential model = recipe.model(10, 28, 28, 1)) {
 *   int steps = recipe.epochs() * 469;
 *   model.compile(
 *       recipe.optimizer(steps),
 *       SparseCategoricalCrossentropy.fromLogits(),
 *       new SparseCategoricalAccuracy());
 *   model.fit(data, Fit.epochs(recipe.epochs()).batchSize(recipe.batchSize()));
 * }
 * }</pre>
 */
public interface Recipe {

  /**
   * What the recipe is called.
   *
   * @return the name, in lower case with hyphens
   */
  String name();

  /**
   * What it is, for people who choose.
   *
   * @return one line
   */
  String description();

  /**
   * The network, untrained.
   *
   * @param classes the number of classes, at least 2
   * @param inputShape the shape of one example
   * @return a new model, which the caller closes
   * @throws IllegalArgumentException if the recipe is not for examples of this shape, or there are
   *     fewer than two classes
   */
  Sequential model(int classes, long... inputShape);

  /**
   * What updates the weights.
   *
   * @param steps the number of batches of the whole training, at least 1: the learning rate has
   *     fallen when they are over
   * @return the optimizer
   */
  Optimizer optimizer(int steps);

  /**
   * How often the training goes through the data.
   *
   * @return at least 1
   */
  int epochs();

  /**
   * The number of examples in each step.
   *
   * @return at least 1
   */
  int batchSize();
}

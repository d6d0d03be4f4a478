package io.github.inverseactivation.recipes;

import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.optimizers.Optimizer;
import java.util.Optional;

/**
 * A network and how to train it. A network of a recipe takes the numbers of the data set as they
 * are (pixels from 0 to 255: scaling is its first layer, so what is served is what was trained) and
 * puts out one logit for each class.
 *
 * <pre>{@code
 * Recipe recipe = Recipes.named("mnist");
 * try (TrainedRecipe trained = RecipeTraining.of(recipe).seed(1).run(Mnist.load(), 10)) {
 *   System.out.println(trained.testAccuracy());
 *   trained.model().save(Path.of("digits.keras"));
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
  Model model(int classes, long... inputShape);

  /**
   * The network as it is trained, where that is more than {@link #model}: images are changed at
   * random before it, or several outputs have a loss each, whose targets are the same labels. Its
   * weights have the paths of those of the model, which takes them over.
   *
   * @param classes the number of classes, at least 2
   * @param inputShape the shape of one example
   * @return a new model, which the caller closes; empty, the default, if the model itself is
   *     trained
   * @throws IllegalArgumentException as for {@link #model}
   */
  default Optional<Model> trainingModel(int classes, long... inputShape) {
    return Optional.empty();
  }

  /**
   * What becomes of the trained network: the model that is calibrated, tested and kept.
   *
   * @param trained the network of {@link #model}, trained
   * @return the same, which is the default, or a new model, which the caller closes
   */
  default Model kept(Model trained) {
    return trained;
  }

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

  /**
   * How many training examples are kept from training: each epoch is validated on them, and they
   * calibrate the probabilities at the end. The test part then is looked at once, when all is over.
   *
   * @return 0, the default, for none: each epoch is validated on the test part
   */
  default int heldOut() {
    return 0;
  }
}

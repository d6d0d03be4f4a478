package io.github.inverseactivation.recipes;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.models.Calibration;
import io.github.inverseactivation.models.Model;
import java.util.Map;
import java.util.Optional;

/** A trained model, and how it was trained and tested. It owns the model: close it. */
public final class TrainedRecipe implements AutoCloseable {
  private final Model model;
  private final History history;
  private final long examples;
  private final Dataset validation;
  private final Optional<Calibration> calibration;
  private final Map<String, Double> tested;
  private final boolean trainedInside;

  TrainedRecipe(
      Model model,
      boolean trainedInside,
      History history,
      long examples,
      Dataset validation,
      Optional<Calibration> calibration,
      Map<String, Double> tested) {
    this.model = model;
    this.trainedInside = trainedInside;
    this.history = history;
    this.examples = examples;
    this.validation = validation;
    this.calibration = calibration;
    this.tested = Map.copyOf(tested);
  }

  /**
   * The model, compiled.
   *
   * @return the model, closed with this object
   */
  public Model model() {
    return model;
  }

  /**
   * Whether another network was trained in the model's place, whose weights it took over. Then its
   * optimizer has done no step, and a file need not hold that.
   *
   * @return true for recipes with a {@link Recipe#trainingModel}
   */
  public boolean trainedInside() {
    return trainedInside;
  }

  /**
   * Loss and metrics of each epoch, as the network was trained.
   *
   * @return the history
   */
  public History history() {
    return history;
  }

  /**
   * How many examples the network was trained on, each once in an epoch: those of the training part
   * that were not held out.
   *
   * @return at least 1
   */
  public long examples() {
    return examples;
  }

  /**
   * What each epoch was validated on: the examples that were held out, or the test part.
   *
   * @return the data
   */
  public Dataset validation() {
    return validation;
  }

  /**
   * The temperature that is folded into the model's last layer, and what it did to the loss on the
   * examples that were held out.
   *
   * @return the calibration; empty where no examples were held out
   */
  public Optional<Calibration> calibration() {
    return calibration;
  }

  /**
   * The mean cross-entropy of the model on the test part, in nats.
   *
   * @return the log loss
   */
  public double testLoss() {
    return tested.get("loss");
  }

  /**
   * The share of the test part that the model puts into the right class.
   *
   * @return a number from 0 to 1
   */
  public double testAccuracy() {
    return tested.get(RecipeTraining.ACCURACY);
  }

  @Override
  public void close() {
    model.close();
  }
}

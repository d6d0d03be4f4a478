package io.github.inverseactivation.recipes;

import io.github.inverseactivation.initializers.HeNormal;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.schedules.CosineDecay;

/**
 * What {@link MnistRecipe} is compared with: the same network of equal width with ReLU, so that it
 * needs twice the kernels. All else is the same.
 */
public final class MnistReluRecipe implements Recipe {
  /** The recipe. */
  public MnistReluRecipe() {}

  @Override
  public String name() {
    return "mnist-relu";
  }

  @Override
  public String description() {
    return "the network of mnist with ReLU and twice the kernels, to compare";
  }

  @Override
  public Sequential model(int classes, long... inputShape) {
    Padding padding = Images.padding(inputShape);
    return Sequential.of(
        Images.input(name(), classes, inputShape),
        new Rescaling(1 / 255.0),
        new Conv2D(32, 3).padding(padding).kernelInitializer(new HeNormal()),
        new ReLU(),
        new MaxPooling2D(2).padding(padding),
        new Conv2D(64, 3).padding(padding).kernelInitializer(new HeNormal()),
        new ReLU(),
        new MaxPooling2D(2).padding(padding),
        new Flatten(),
        new Dropout(0.25),
        new Dense(128).kernelInitializer(new HeNormal()),
        new ReLU(),
        new Dropout(0.25),
        new Dense(classes));
  }

  @Override
  public Optimizer optimizer(int steps) {
    return new Adam().learningRate(new CosineDecay(2e-3, steps).alpha(0.01));
  }

  @Override
  public int epochs() {
    return 6;
  }

  @Override
  public int batchSize() {
    return 128;
  }
}

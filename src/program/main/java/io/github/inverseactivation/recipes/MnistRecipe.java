package io.github.inverseactivation.recipes;

import io.github.inverseactivation.initializers.HeNormal;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.InverseActivation;
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
 * The quick default: two convolutions and a hidden layer, with an InverseActivation after each, so
 * that 16, 32 and 64 kernels make 32, 64 and 128 channels. It takes images of any size and number
 * of channels. MNIST: 99.2 % on the test images.
 */
public final class MnistRecipe implements Recipe {
  /** The recipe. */
  public MnistRecipe() {}

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public String description() {
    return "two convolutions with InverseActivation, for small images";
  }

  @Override
  public Sequential model(int classes, long... inputShape) {
    Padding padding = Images.padding(inputShape);
    return Sequential.of(
        Images.input(name(), classes, inputShape),
        new Rescaling(1 / 255.0),
        new Conv2D(16, 3).padding(padding).kernelInitializer(new HeNormal()),
        new InverseActivation(),
        new MaxPooling2D(2).padding(padding),
        new Conv2D(32, 3).padding(padding).kernelInitializer(new HeNormal()),
        new InverseActivation(),
        new MaxPooling2D(2).padding(padding),
        new Flatten(),
        new Dropout(0.25),
        new Dense(64).kernelInitializer(new HeNormal()),
        new InverseActivation(),
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

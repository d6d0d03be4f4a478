package io.github.inverseactivation.recipes;

import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.preprocessing.FillMode;
import io.github.inverseactivation.layers.preprocessing.RandomAffine;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.optimizers.AdamW;
import io.github.inverseactivation.optimizers.Optimizer;
import java.util.Optional;

/** Four convolutions of few kernels and an average over what is left of the image. */
abstract class MnistTiny extends RecordRecipe {

  MnistTiny(Nonlinearity nonlinearity) {
    super(nonlinearity);
  }

  @Override
  public final Model model(int classes, long... inputShape) {
    Tensor image = Images.input(name(), classes, inputShape);
    return Model.of(image, logits(image, classes));
  }

  @Override
  public final Optional<Model> trainingModel(int classes, long... inputShape) {
    Tensor image = Images.input(name(), classes, inputShape);
    Tensor moved =
        new RandomAffine()
            .rotationFactor(8 / 360.0)
            .shearFactor(0.07)
            .zoomFactor(0.07)
            .translationFactor(0.06)
            .rate(0.9)
            .fillMode(FillMode.CONSTANT)
            .apply(image);
    return Optional.of(Model.of(image, logits(moved, classes)));
  }

  private Tensor logits(Tensor image, int classes) {
    Convolutions convolutions = new Convolutions(nonlinearity, "");
    Tensor x = new Rescaling(1 / 255.0).apply(image);
    x = convolutions.activated(x, 16, 4, 2, Padding.SAME);
    x = convolutions.activated(x, 16, 3, 1, Padding.SAME);
    x = new MaxPooling2D(2).padding(Padding.SAME).apply(x);
    x = convolutions.activated(x, 32, 3, 1, Padding.SAME);
    x = convolutions.activated(x, 32, 3, 1, Padding.SAME);
    return new Dense(classes).name("logits").apply(new GlobalAveragePooling2D().apply(x));
  }

  @Override
  public final Optimizer optimizer(int steps) {
    return averaged(new AdamW(), 1e-5, 1e-2, 1e-3, steps);
  }

  @Override
  public final int epochs() {
    return 80;
  }
}

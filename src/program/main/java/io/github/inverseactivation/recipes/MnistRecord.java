package io.github.inverseactivation.recipes;

import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.merging.Average;
import io.github.inverseactivation.layers.preprocessing.FillMode;
import io.github.inverseactivation.layers.preprocessing.RandomAffine;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.optimizers.AdamW;
import io.github.inverseactivation.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two small networks whose logits are averaged. They are trained side by side, each on images moved
 * in its own way, and are one model afterwards.
 */
abstract class MnistRecord extends RecordRecipe {
  private static final int MEMBERS = 2;
  private static final int CHANNELS = 32;
  private static final int SMALLEST_UNPADDED = 13;
  private static final double DROPOUT = 0.25;

  MnistRecord(Nonlinearity nonlinearity) {
    super(nonlinearity);
  }

  @Override
  public final Model model(int classes, long... inputShape) {
    Tensor image = Images.input(name(), classes, inputShape);
    Tensor scaled = new Rescaling(1 / 255.0).apply(image);
    List<Tensor> logits = new ArrayList<>();
    for (int member = 1; member <= MEMBERS; member++) {
      logits.add(logits(scaled, member, classes, inputShape));
    }
    return Model.of(image, new Average().name("logits").apply(logits));
  }

  @Override
  public final Optional<Model> trainingModel(int classes, long... inputShape) {
    Tensor image = Images.input(name(), classes, inputShape);
    List<Tensor> logits = new ArrayList<>();
    for (int member = 1; member <= MEMBERS; member++) {
      Tensor moved =
          new RandomAffine()
              .rotationFactor(15 / 360.0)
              .shearFactor(0.2)
              .zoomFactor(0.15)
              .translationFactor(0.15)
              .fillMode(FillMode.CONSTANT)
              .apply(image);
      logits.add(logits(new Rescaling(1 / 255.0).apply(moved), member, classes, inputShape));
    }
    return Optional.of(Model.of(List.of(image), logits));
  }

  private Tensor logits(Tensor image, int member, int classes, long[] shape) {
    Padding padding = Images.padding(shape, SMALLEST_UNPADDED);
    String prefix = "net_" + member + "_";
    Convolutions convolutions = new Convolutions(nonlinearity, prefix);
    Tensor x = image;
    for (int channels : new int[] {CHANNELS, 2 * CHANNELS}) {
      x = convolutions.activated(x, channels, 3, 1, padding);
      x = convolutions.activated(x, channels, 3, 1, padding);
      x = convolutions.activated(x, channels, 5, 2, Padding.SAME);
      x = new Dropout(DROPOUT).apply(x);
    }
    return new Dense(classes).name(prefix + "logits").apply(new Flatten().apply(x));
  }

  @Override
  public final Optimizer optimizer(int steps) {
    return averaged(new AdamW(), 1e-5, 3e-3, 5e-2, steps);
  }

  @Override
  public final int epochs() {
    return 40;
  }
}

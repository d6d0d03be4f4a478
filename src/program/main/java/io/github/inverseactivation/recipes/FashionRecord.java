package io.github.inverseactivation.recipes;

import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.preprocessing.FillMode;
import io.github.inverseactivation.layers.preprocessing.RandomErasing;
import io.github.inverseactivation.layers.preprocessing.RandomFlip;
import io.github.inverseactivation.layers.preprocessing.RandomTranslation;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.models.Mirrored;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.SGD;
import java.util.List;
import java.util.Optional;

/**
 * A residual network of seven blocks. The non-linearity inside of each block is the one that is
 * compared; what the shortcuts carry is never doubled. The model that is kept averages over each
 * image and its mirror image.
 *
 * <p>Source: He et al. 2015, arXiv 1512.03385, section 4.2, with fewer and wider blocks.
 */
abstract class FashionRecord extends RecordRecipe {
  private static final int[] CHANNELS = {16, 32, 64};
  private static final int[] INSIDE = {32, 64, 64};
  private static final int[] BLOCKS = {2, 3, 2};

  private final boolean grouped;

  /**
   * A recipe.
   *
   * @param grouped whether the second convolution of each block is a grouped one
   */
  FashionRecord(Nonlinearity nonlinearity, boolean grouped) {
    super(nonlinearity);
    this.grouped = grouped;
  }

  @Override
  public final Model model(int classes, long... inputShape) {
    Tensor image = Images.input(name(), classes, inputShape);
    return Model.of(image, logits(image, classes));
  }

  @Override
  public final Optional<Model> trainingModel(int classes, long... inputShape) {
    Tensor image = Images.input(name(), classes, inputShape);
    Tensor x = new RandomFlip().mode(RandomFlip.Mode.HORIZONTAL).apply(image);
    x =
        new RandomTranslation(0.1, 0.1)
            .fillMode(FillMode.CONSTANT)
            .interpolation(Interpolation.NEAREST)
            .apply(x);
    x = new RandomErasing().factor(0.5, 0.5).scale(0.02, 0.25).apply(x);
    return Optional.of(Model.of(image, logits(x, classes)));
  }

  /** Clothes are the same from both sides. */
  @Override
  public final Model kept(Model trained) {
    return Mirrored.of(trained);
  }

  private Tensor logits(Tensor image, int classes) {
    Convolutions convolutions = new Convolutions(nonlinearity, "");
    Tensor x = new Rescaling(1 / 255.0).apply(image);
    x = convolutions.activated(x, INSIDE[0], 3, 1, Padding.SAME);
    for (int stage = 0; stage < CHANNELS.length; stage++) {
      for (int block = 0; block < BLOCKS[stage]; block++) {
        int strides = stage > 0 && block == 0 ? 2 : 1;
        x = block(convolutions, x, CHANNELS[stage], INSIDE[stage], strides, block > 0);
      }
    }
    return new Dense(classes).name("logits").apply(new GlobalAveragePooling2D().apply(x));
  }

  private Tensor block(
      Convolutions convolutions,
      Tensor x,
      int channels,
      int inside,
      int strides,
      boolean sameShape) {
    Tensor y = convolutions.activated(x, inside, 3, strides, Padding.SAME);
    y =
        grouped
            ? convolutions.grouped(y, channels, 3)
            : convolutions.linear(y, channels, 3, 1, Padding.SAME);
    Tensor shortcut = sameShape ? x : convolutions.linear(x, channels, 1, strides, Padding.SAME);
    return new ReLU().apply(new Add().apply(List.of(y, shortcut)));
  }

  @Override
  public final Optimizer optimizer(int steps) {
    return averaged(new SGD().momentum(0.9).nesterov(true), 1e-3, 0.1, 5e-3, steps);
  }

  /** Fewer with grouped convolutions, each of which costs more time than the one it replaces. */
  @Override
  public final int epochs() {
    return grouped ? 40 : 60;
  }
}

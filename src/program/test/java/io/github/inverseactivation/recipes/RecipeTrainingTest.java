package io.github.inverseactivation.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.datasets.Mnist;
import io.github.inverseactivation.datasets.TrainTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTrainingTest {
  private static final TrainTest DATA = small();

  private static TrainTest small() {
    TrainTest mnist;
    try {
      mnist = Mnist.load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TrainTest(mnist.train().take(600), mnist.test().take(100), mnist.name());
  }

  private static RecipeTraining training(Recipe recipe) {
    return RecipeTraining.of(recipe)
        .epochs(1)
        .heldOut(88)
        .seed(3)
        .output(new PrintStream(OutputStream.nullOutputStream()));
  }

  @Test
  void theModelHasWhatWasTrainedAndTheTestPartIsTested() {
    for (Recipe recipe :
        List.of(new MnistTinyRecipe(), new MnistRecordRecipe(), new FashionRecordRecipe())) {
      try (TrainedRecipe trained = training(recipe).run(DATA, 10)) {
        assertThat(((ArrayDataset) trained.validation()).size()).isEqualTo(88);
        assertThat(trained.examples()).isEqualTo(512);
        assertThat(trained.history().epochs()).hasSize(1);
        assertThat(trained.calibration().orElseThrow().lossAfter())
            .isLessThan(trained.calibration().orElseThrow().lossBefore());

        Array logits = trained.model().predict(DATA.test().inputArrays().get(0));
        long[] labels = DATA.test().targetArrays().get(0).longs();
        assertThat(trained.testLoss()).isCloseTo(logLoss(logits, labels), offset(1e-4));

        double[] untrained = bias(recipe.model(10, 28, 28, 1).seed(3));
        assertThat(bias(trained.model())).isNotEqualTo(untrained);
      }
    }
  }

  /** The last layer's bias, which is zero before it is trained. */
  private static double[] bias(io.github.inverseactivation.models.Model model) {
    List<Array> weights = model.weights();
    return weights.get(weights.size() - 1).doubles();
  }

  private static double logLoss(Array logits, long[] labels) {
    double[] values = logits.doubles();
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double total = 0;
      for (int c = 0; c < 10; c++) {
        total += Math.exp(values[i * 10 + c]);
      }
      sum += Math.log(total) - values[i * 10 + (int) labels[i]];
    }
    return sum / labels.length;
  }

  @Test
  void aSeedGivesTheSameModel() {
    try (TrainedRecipe one = training(new MnistTinyRecipe()).run(DATA, 10);
        TrainedRecipe same = training(new MnistTinyRecipe()).run(DATA, 10);
        TrainedRecipe other = training(new MnistTinyRecipe()).seed(4).run(DATA, 10)) {
      assertThat(one.testLoss()).isEqualTo(same.testLoss()).isNotEqualTo(other.testLoss());
      assertThat(one.history().last("loss")).isEqualTo(same.history().last("loss"));
    }
  }

  @Test
  void withoutHoldingOutEachEpochIsValidatedOnTheTestPart() {
    try (TrainedRecipe trained = training(new MnistRecipe()).heldOut(0).run(DATA, 10)) {
      assertThat(trained.validation()).isSameAs(DATA.test());
      assertThat(trained.examples()).isEqualTo(600);
      assertThat(trained.calibration()).isEmpty();
      assertThat(trained.history().last("val_loss")).isCloseTo(trained.testLoss(), offset(1e-6));
    }
  }

  @Test
  void badSettingsAreRefused() {
    RecipeTraining training = training(new MnistTinyRecipe());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> training.epochs(0))
        .withMessage("epochs must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> training.batchSize(0))
        .withMessage("batchSize must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> training.heldOut(-1))
        .withMessage("heldOut must be at least 0, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> training.heldOut(600).run(DATA, 10))
        .withMessage("all of the 600 training examples are to be held out (600): hold out fewer");
  }
}

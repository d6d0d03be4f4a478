package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.regularization.ActivityRegularization;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import org.junit.jupiter.api.Test;

/** What layers add to the loss is part of it, in training and in evaluation. */
class AddedLossTest {

  @Test
  void isPartOfTheLoss() {
    Array x = Array.of(new float[] {1, 2, -3, 0}, 2, 2);
    ArrayDataset data = Dataset.of(x, Array.of(new float[] {0, 0}, 2, 1));
    double added = 0.5 * (1 + 4 + 9) / 2 + 0.25 * (1 + 2 + 3) / 2; // the predictions are exact
    try (Sequential model =
        Sequential.of(
            Input.shape(2),
            new ActivityRegularization(0.25, 0.5),
            new Dense(1).kernelInitializer(new Zeros()))) {
      model.compile(new SGD(0.1), new MeanSquaredError());

      assertThat(model.evaluate(data).get("loss")).isCloseTo(added, offset(1e-6));
      assertThat(model.fit(data, Fit.epochs(1).verbosity(Verbosity.SILENT)).last("loss"))
          .isCloseTo(added, offset(1e-6));
      assertThat(model.predict(x).elements()).isEqualTo(new float[] {0, 0});
    }
  }
}

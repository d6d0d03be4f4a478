package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.TrainingContext;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.CategoricalCrossentropy;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives wrong is told before the runtime sees it: what came, what was expected. */
class BadInputTest {
  private static final Fit ONCE = Fit.epochs(1).verbosity(Verbosity.SILENT);
  private Sequential model;

  @BeforeEach
  void makeModel() {
    model = Sequential.of(Input.shape(3).name("features"), new Dense(4)).seed(1);
    model.compile(new SGD(0.1), SparseCategoricalCrossentropy.fromLogits());
  }

  @AfterEach
  void closeModel() {
    model.close();
  }

  private static Array features(int examples) {
    return Array.of(new float[examples * 3], examples, 3);
  }

  @Test
  void wrongShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(Array.of(new float[10], 2, 5)))
        .withMessageContaining("input 'features': expected the shape [batch, 3], found [2, 5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(new float[4]))
        .withMessageContaining("4 numbers were given");
  }

  @Test
  void wrongNumberOfArrays() {
    Dataset two = Dataset.of(List.of(features(2), features(2)), List.of(Array.of(new int[2])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.fit(two, ONCE))
        .withMessageContaining("the model has 1 inputs [features], but 2 arrays were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.fit(Dataset.of(features(2)), ONCE))
        .withMessageContaining("the data has 0 arrays of targets");
  }

  @Test
  void strings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(Array.ofStrings("a", "b", "c").reshape(1, 3)))
        .withMessageContaining("expected numbers, found strings");
  }

  @Test
  void labelsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.trainOnBatch(features(2), Array.of(new int[] {0, 4})))
        .withMessageContaining("label 4 is not a class index")
        .withMessageContaining("labels go from 0 to 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.trainOnBatch(features(1), Array.of(new int[] {-1})))
        .withMessageContaining("label -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.trainOnBatch(features(1), Array.of(new float[] {Float.NaN})))
        .withMessageContaining("label NaN");
  }

  @Test
  void labelsOfAnotherShapeThanThePredictions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.trainOnBatch(features(1), Array.of(new int[4], 1, 4)))
        .withMessageContaining("CategoricalCrossentropy");
    model.compile(new SGD(), CategoricalCrossentropy.fromLogits());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.trainOnBatch(features(1), Array.of(new float[3], 1, 3)))
        .withMessageContaining("do not match");
  }

  @Test
  void lossThatIsNoLongerANumber() {
    Array nan = Array.of(new float[] {0, Float.NaN, 0}, 1, 3);
    assertThatIllegalStateException()
        .isThrownBy(() -> model.fit(Dataset.of(nan, Array.of(new int[1])), ONCE))
        .withMessageContaining("the loss became NaN in epoch 1, batch 1");
  }

  @Test
  void trainingBeforeCompile() {
    try (Sequential fresh = Sequential.of(Input.shape(3), new Dense(4))) {
      Dataset data = Dataset.of(features(1), Array.of(new int[1]));
      assertThatIllegalStateException()
          .isThrownBy(() -> fresh.fit(data, ONCE))
          .withMessageContaining("fit before compile");
      assertThatIllegalStateException()
          .isThrownBy(() -> fresh.evaluate(data))
          .withMessageContaining("evaluate before compile");
    }
  }

  @Test
  void useAfterClose() {
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(features(1)))
        .withMessageContaining("the model is closed");
    model.close();
  }

  @Test
  void fitWithinFitOnAnotherThread() throws InterruptedException {
    Dataset data = Dataset.of(features(4), Array.of(new int[4]));
    Throwable[] thrown = new Throwable[1];
    Callback nested =
        new Callback() {
          @Override
          public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
            Thread other =
                new Thread(
                    () -> {
                      try {
                        model.fit(data, ONCE);
                      } catch (IllegalStateException e) {
                        thrown[0] = e;
                      }
                    });
            other.start();
            try {
              other.join();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    model.fit(data, ONCE.callbacks(nested));
    assertThat(thrown[0]).hasMessageContaining("fit while another thread trains");
  }

  @Test
  void layersThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.of(Input.shape(3), new Dense(4), new Conv2D(2, 3)))
        .withMessageContaining("layer 2, Conv2D");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Sequential.of(Input.shape(3), new Dense(4).name("a"), new Dense(4).name("a")))
        .withMessageContaining("two layers are called 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.of(Input.shape(-1), new Dense(4)))
        .withMessageContaining("kernel");
  }

  @Test
  void settingsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> Fit.epochs(0));
    assertThatIllegalArgumentException().isThrownBy(() -> ONCE.batchSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> ONCE.validationSplit(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONCE.validationSplit(0.5).validation(Dataset.of(features(1))));
    assertThatIllegalArgumentException().isThrownBy(() -> ONCE.classWeight(Map.of(0, -1.0)));
  }

  @Test
  void exportNeverOverwritesSomethingElse(@TempDir Path folder) throws Exception {
    Path target = Files.createDirectory(folder.resolve("thesis"));
    Files.writeString(target.resolve("chapter1.txt"), "years of work");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> model.export(target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("something else than a SavedModel");
    assertThat(target.resolve("chapter1.txt")).hasContent("years of work");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(target);
    }
  }
}

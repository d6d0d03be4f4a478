package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.initializers.RandomNormal;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.WeightSpec;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.saving.config.KerasTypes;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/** A user's own layer, with an option and a weight, in files of both languages. */
class CustomLayerTest {
  private static final KerasOptions KNOWN =
      KerasOptions.standard().types(KerasTypes.standard().with("mine>Scale", Scale::new));
  private static final String PYTHON =
      """
      import os, sys
      os.environ["KERAS_BACKEND"] = "tensorflow"
      os.environ["CUDA_VISIBLE_DEVICES"] = ""
      import keras, numpy as np

      @keras.saving.register_keras_serializable("mine")
      class Scale(keras.layers.Layer):
          def __init__(self, power=1.0, **kwargs):
              super().__init__(**kwargs)
              self.power = power
          def build(self, input_shape):
              self.factor = self.add_weight(name="factor", shape=(input_shape[-1],))
          def call(self, x):
              return x * self.factor ** self.power
          def compute_output_shape(self, input_shape):
              return input_shape
          def get_config(self):
              return {**super().get_config(), "power": self.power}

      folder = sys.argv[1]
      model = keras.saving.load_model(folder + "/java.keras")
      x = np.load(folder + "/data.npz")
      before = model.predict(x["x"], verbose=0)
      losses = []
      for _ in range(3):
          losses.append(model.train_on_batch(x["x"], x["y"]))
      after = model.predict(x["x"], verbose=0)
      model.save(folder + "/python.keras")
      np.savez(folder + "/found.npz", before=before, after=after, losses=np.float32(losses))
      """;

  @TempDir Path folder;

  /** {@code x * factor ^ power}. */
  static final class Scale extends SingleInputLayer<Scale> {
    private double power = 1;

    Scale power(double power) {
      return with(copy -> copy.power = power);
    }

    @Override
    protected Shape outputShape(Shape input) {
      return input;
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
      long channels = input.get(input.numDimensions() - 1);
      return List.of(WeightSpec.trainable("factor", Shape.of(channels), new RandomNormal()));
    }

    @Override
    protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
      Operand<T> factor = context.tf().math.pow(context.weight("factor"), context.constant(power));
      return context.tf().math.mul(x, factor);
    }

    @Override
    public void options(Options options) {
      power = options.number("power", power);
    }
  }

  private static Model model() {
    Input x = Input.shape(3, 4);
    Tensor first = new Scale().power(2).name("squared").apply(x);
    Tensor inner = new TimeDistributed(new Scale()).apply(new Dense(4).apply(first));
    Model block = Model.of(x, inner).name("block");
    Input outer = Input.shape(3, 4);
    return Model.of(outer, new Scale().name("last").apply(block.asLayer().apply(outer)));
  }

  private static Array array(int seed) {
    float[] values = new float[24];
    java.util.Random random = new java.util.Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Array.of(values, 2, 3, 4);
  }

  @Test
  @NeedsPython
  void goesToPythonAndComesBack() throws IOException {
    Array x = array(1);
    Array y = array(2);
    Npz.write(folder.resolve("data.npz"), Map.of("x", x, "y", y));
    try (Model model = model()) {
      model.weights(
          model.weights().stream()
              .map(w -> Array.of(java.util.Arrays.copyOf(array(3).floats(), w.size()), w.shape()))
              .toList());
      model.compile(new Adam(0.1), new MeanSquaredError());
      model.save(folder.resolve("java.keras"), KNOWN);
      Python.run(PYTHON, folder);
      Map<String, Array> found = Npz.read(folder.resolve("found.npz"));
      assertClose(model.predict(x), found.get("before"));
      for (double loss : found.get("losses").doubles()) {
        assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(loss, within(1e-4));
      }
      try (Model again = Models.load(folder.resolve("python.keras"), KNOWN)) {
        assertClose(again.predict(x), found.get("after"));
        assertThat(again.network().layer("last").layer()).isInstanceOf(Scale.class);
        assertThat(again.trainOnBatch(x, y).get("loss"))
            .isCloseTo(model.trainOnBatch(x, y).get("loss"), within(1e-4));
      }
    }
  }

  @Test
  void aClassThatIsNotRegisteredIsNamedWithItsPlace() throws IOException {
    Path file = folder.resolve("model.keras");
    try (Model model = model()) {
      assertThatThrownBy(() -> model.save(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Scale has no name in Keras's files")
          .hasMessageContaining("register it");
      model.save(file, KNOWN);
    }
    assertThatThrownBy(() -> Models.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": model 'block': layer 'squared' (Scale): the class 'mine>Scale' is unknown:"
                + " register it with KerasTypes.standard().with(\"mine>Scale\", ...) and load with"
                + " KerasOptions.standard().types(...); or export the model in Python,"
                + " model.export(\"folder\"), and open that with SavedModel.load");
  }

  private static void assertClose(Array found, Array expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.floats()).containsExactly(expected.floats(), within(1e-5f));
  }
}

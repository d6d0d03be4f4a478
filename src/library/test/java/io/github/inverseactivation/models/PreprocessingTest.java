package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.Moments;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.preprocessing.Normalization;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that learn from data, against Python Keras. */
class PreprocessingTest {

  @Test
  void learnsWhatKerasLearns(@TempDir Path folder) throws IOException {
    for (JsonNode golden : Golden.read("adapt.json")) {
      Array x = Golden.array(golden.get("x"));
      Normalization plain = new Normalization().axis(Golden.ints(golden.get("axis")));
      Normalization layer = Preprocessing.adapt(plain, x);
      long[] example = Arrays.copyOfRange(x.shape(), 1, x.rank());
      Path file = folder.resolve("adapted.keras");
      try (Sequential model = Sequential.of(Input.shape(example), layer)) {
        List<Array> weights = model.weights();
        Golden.assertClose("mean", weights.get(0), golden.get("mean"), 1e-6);
        Golden.assertClose("variance", weights.get(1), golden.get("variance"), 1e-6);
        assertThat(weights.get(2).floats()).containsExactly(golden.get("count").asInt());
        Golden.assertClose("y", model.predict(x), golden.get("y"), 2e-6);
        model.save(file);
      }
      try (Model read = Models.load(file)) {
        Golden.assertClose("y of the file", read.predict(x), golden.get("y"), 2e-6);
      }
    }
  }

  @Test
  void batchesMakeNoDifference() {
    int rows = 1000; // four batches
    double[] values = new double[rows * 2];
    double[] large = new double[2];
    for (int i = 0; i < rows; i++) {
      values[2 * i] = Math.sin(i);
      values[2 * i + 1] = 1e8 + i % 2; // mean 1e8 + 0.5, variance 0.25
      large[0] += values[2 * i] / rows;
    }
    for (int i = 0; i < rows; i++) {
      large[1] += Math.pow(values[2 * i] - large[0], 2) / rows;
    }
    Moments moments = Moments.of(Dataset.of(Array.of(values, rows, 2)), -1);

    assertThat(moments.count()).isEqualTo(rows);
    assertThat(moments.mean()[0]).isCloseTo(large[0], offset(1e-12));
    assertThat(moments.variance()[0]).isCloseTo(large[1], offset(1e-12));
    assertThat(moments.mean()[1]).isCloseTo(1e8 + 0.5, offset(1e-6));
    assertThat(moments.variance()[1]).isCloseTo(0.25, offset(1e-6));
  }

  @Test
  void bytesAreNumbersFrom0To255() {
    byte[] bytes = {0, (byte) 200, 100, (byte) 255};
    Moments moments = Moments.of(Array.of(DType.UINT8, bytes, 2, 2), -1);
    assertThat(moments.mean()).containsExactly(50, 227.5);
    assertThat(moments.variance()).containsExactly(2500, 27.5 * 27.5);
  }

  @Test
  void refusesDataThatDoesNotGoWithTheLayer() {
    Array data = Array.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preprocessing.adapt(new Normalization().axis(2), data))
        .withMessageContaining("different ones from 1 to 1, as 0 is that of the examples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preprocessing.adapt(new Normalization().axis(0), data));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preprocessing.adapt(new Normalization().axis(1, -1), data));
    Normalization given = new Normalization(-1, new double[] {0}, new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preprocessing.adapt(given, data))
        .withMessageContaining("was given its mean and variance");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Preprocessing.adapt(
                    new Normalization(), Array.of(new float[] {1, Float.NaN}, 2, 1)))
        .withMessageContaining("mean must be finite");
    Normalization two = Preprocessing.adapt(new Normalization(), data);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.of(Input.shape(3), two))
        .withMessageContaining("was adapted to 2 positions");
  }
}

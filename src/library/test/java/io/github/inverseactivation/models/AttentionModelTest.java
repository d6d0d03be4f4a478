package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.attention.GroupedQueryAttention;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.EinsumDense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.normalization.LayerNormalization;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling1D;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.topology.Names;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small transformer: attention trains, and exported files compute what the model does. */
class AttentionModelTest {
  private static final int EXAMPLES = 64;

  @Test
  void trainsAndExports(@TempDir Path folder) throws Exception {
    float[] x = new float[EXAMPLES * 6 * 4];
    float[] y = new float[EXAMPLES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(i * i);
    }
    for (int i = 0; i < EXAMPLES; i++) {
      // The feature 1 of the word whose feature 0 is the largest: what attention can look up.
      int best = 0;
      for (int word = 1; word < 6; word++) {
        best = x[(i * 6 + word) * 4] > x[(i * 6 + best) * 4] ? word : best;
      }
      y[i] = x[(i * 6 + best) * 4 + 1];
    }
    Array inputs = Array.of(x, EXAMPLES, 6, 4);
    try (Model model = transformer()) {
      model.compile(new Adam(0.01), new MeanSquaredError());
      Dataset data = Dataset.of(inputs, Array.of(y, EXAMPLES, 1));
      History history = model.fit(data, Fit.epochs(40).batchSize(16).verbosity(Verbosity.SILENT));
      List<Double> losses = history.get("loss");
      assertThat(losses.get(39)).isLessThan(0.3 * losses.get(0));

      model.export(folder.resolve("transformer"));
      Array expected = model.predict(inputs);
      try (SavedModel saved = SavedModel.load(folder.resolve("transformer"))) {
        assertThat(saved.predict(inputs).floats())
            .containsExactly(expected.floats(), within(1e-5f));
      }
    }
  }

  @Test
  void placesInFilesAreCalledByThePythonClass() {
    // Keras exports its class GroupedQueryAttention as GroupQueryAttention.
    assertThat(new Names().next("GroupQueryAttention")).isEqualTo("grouped_query_attention");
  }

  private static Model transformer() {
    Tensor words = Input.shape(6, 4);
    Tensor wide = new EinsumDense("...x,xy->...y", 8).biasAxes("y").apply(words);
    Tensor seen = new MultiHeadAttention(2, 4).dropout(0.01).useGate(true).apply(wide, wide);
    Tensor first = new LayerNormalization().apply(new Add().apply(wide, seen));
    Tensor again = new GroupedQueryAttention(4, 2, 1).useCausalMask(true).apply(first, first);
    Tensor second = new Add().apply(first, again);
    return Model.of(words, new Dense(1).apply(new GlobalAveragePooling1D().apply(second))).seed(3);
  }
}

package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv3D;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.recurrent.Bidirectional;
import io.github.inverseactivation.layers.recurrent.ConvLSTM2D;
import io.github.inverseactivation.layers.recurrent.LSTM;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exported models asked for no examples, among them layers whose kernels make wrong shapes of it.
 */
class EmptyBatchTest {
  @TempDir Path folder;

  private void check(Input input, Layer layer, long[] empty, long... expected) throws IOException {
    Path path = folder.resolve(layer.getClass().getSimpleName());
    Array none = Array.of(new float[0], empty).cast(input.dtype());
    try (Model model = Model.of(input, layer.apply(input))) {
      model.export(path);
      assertThatThrownBy(() -> model.predict(none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no examples");
    }
    try (SavedModel saved = SavedModel.load(path)) {
      Array found = saved.predict(none);
      assertThat(found.shape()).isEqualTo(expected);
      assertThat(found.dtype()).isEqualTo(DType.FLOAT32);
    }
  }

  @Test
  void resultsAreEmptyAndOfTheRightShape() throws IOException {
    check(Input.shape(8, 8, 4), new Conv2D(3, 3), new long[] {0, 8, 8, 4}, 0, 6, 6, 3);
    check(Input.shape(6, 6, 6, 2), new Conv3D(3, 2), new long[] {0, 6, 6, 6, 2}, 0, 5, 5, 5, 3);
    check(Input.shape(3, 5, 5, 2), new ConvLSTM2D(2, 3), new long[] {0, 3, 5, 5, 2}, 0, 3, 3, 2);
    check(
        Input.shape(-1, 4),
        new Bidirectional(new LSTM(3).returnSequences(true)),
        new long[] {0, 7, 4},
        0,
        7,
        6);
    check(Input.shape(5).dtype(DType.INT32), new Embedding(4, 2), new long[] {0, 5}, 0, 5, 2);
  }
}

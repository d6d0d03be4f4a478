package io.github.inverseactivation.layers.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.layers.core.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Beside the cases of {@code golden/layer_cases_pooling.py}, which compare with Keras. */
class AdaptivePoolingTest {

  @Test
  void refusesBadSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveMaxPooling2D(3, 0))
        .withMessageContaining("outputSize");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveAveragePooling2D(3).apply(Input.shape(8, -1, 2)))
        .withMessageContaining("inputs of known sizes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveAveragePooling1D(3).apply(Input.shape(8)))
        .withMessageContaining("not the shape");
  }

  /** Keras 3.15 stops with a division by zero; the windows are those of the formula. */
  @Test
  void windowsMayBeMoreThanValues() {
    assertThat(pooled(new AdaptiveAveragePooling1D(5))).containsExactly(0, 1.5, 3, 4.5, 6);
    assertThat(pooled(new AdaptiveMaxPooling1D(5))).containsExactly(0, 3, 3, 6, 6);
  }

  /** Where Keras 3.15 stops too: one window, and as many as values. */
  @Test
  void gradientsReachTheLargestValues() {
    assertThat(gradient(new AdaptiveMaxPooling1D(1), 2)).containsExactly(0, 0, 2);
    assertThat(gradient(new AdaptiveMaxPooling1D(2), 2, 3)).containsExactly(0, 2, 3);
    assertThat(gradient(new AdaptiveMaxPooling1D(3), 2, 3, 5)).containsExactly(2, 3, 5);
    assertThat(gradient(new AdaptiveMaxPooling1D(5), 1, 2, 4, 8, 16)).containsExactly(1, 6, 24);
  }

  private static double[] gradient(Layer layer, float... g) {
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, 3, 1), false)) {
      Array x = Array.of(new float[] {0, 3, 6}, 1, 3, 1);
      return run.run(List.of(x), Map.of(), Array.of(g, 1, g.length, 1), true)
          .inputGradients()
          .get(0)
          .doubles();
    }
  }

  private static double[] pooled(Layer layer) {
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, 3, 1), false)) {
      return run.output(Array.of(new float[] {0, 3, 6}, 1, 3, 1), Map.of(), 0).doubles();
    }
  }
}

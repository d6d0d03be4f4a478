package io.github.inverseactivation.layers.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.LayerRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DenseTest {

  @Test
  void takesUnknownSizesBeforeTheFeatures() {
    Shape input = Shape.of(-1, -1, 2);
    assertThat(new Dense(1).outputShape(List.of(input)).asArray()).containsExactly(-1, -1, 1);

    try (LayerRun run = new LayerRun(new Dense(1), input, false)) {
      Array y =
          run.output(
              Array.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 2),
              Map.of(
                  "kernel", Array.of(new float[] {10, 1}, 2, 1),
                  "bias", Array.of(new float[] {100}, 1)),
              0);
      assertThat(y.shape()).containsExactly(1, 3, 1);
      assertThat((float[]) y.elements()).containsExactly(112, 134, 156);
    }
  }

  @Test
  void countsMultiplicationsByWeights() {
    assertThat(new Dense(10).macs(List.of(Shape.of(-1, 784)))).isEqualTo(7840);
    assertThat(new Dense(3).macs(List.of(Shape.of(-1, 5, 4)))).isEqualTo(60);
  }

  @Test
  void refusesWhatItCannotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dense(0))
        .withMessage("units must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dense(1).weights(List.of(Shape.of(-1, -1))))
        .withMessageContaining("'kernel' would have the shape");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dense(1).outputShape(List.of(Shape.of(-1))))
        .withMessageContaining("Dense takes [batch, ..., features]");
  }
}

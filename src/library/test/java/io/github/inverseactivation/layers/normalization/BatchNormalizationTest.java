package io.github.inverseactivation.layers.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.layers.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class BatchNormalizationTest {

  @Test
  void trainsThroughTheFusedKernelWhereThereIsOne() {
    for (Shape shape : List.of(Shape.of(-1, 3), Shape.of(-1, 5, 3), Shape.of(-1, 4, 4, 3))) {
      try (LayerRun run = new LayerRun(new BatchNormalization(), shape, true)) {
        assertThat(run.operationTypes()).as("%s", shape).contains("FusedBatchNormV3");
        assertThat(run.updated()).containsExactly("moving_mean", "moving_variance");
      }
    }
    try (LayerRun run =
        new LayerRun(new BatchNormalization().axis(1), Shape.of(-1, 3, 4, 4), true)) {
      assertThat(run.operationTypes()).doesNotContain("FusedBatchNormV3");
    }
  }

  @Test
  void refusesWhatItCannotNormalize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalization().momentum(1.5))
        .withMessage("momentum must be from 0 to 1, not 1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> new BatchNormalization().epsilon(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalization().axis(2).outputShape(List.of(Shape.of(-1, 3))))
        .withMessageContaining("axis 2 is out of range for the input shape [-1, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalization().axis(0).outputShape(List.of(Shape.of(-1, 3))))
        .withMessageContaining("is the batch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalization().weights(List.of(Shape.of(-1, 4, -1))))
        .withMessageContaining("'gamma' would have the shape");
  }
}

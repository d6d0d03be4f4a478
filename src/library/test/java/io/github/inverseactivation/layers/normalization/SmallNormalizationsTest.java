package io.github.inverseactivation.layers.normalization;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Refusals; what these layers compute is compared with Keras elsewhere. */
class SmallNormalizationsTest {

  @Test
  void layerScaleRefusesBadOptionsAndOtherChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerScale(0.1, 0))
        .withMessage("projectionDim must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerScale(Double.NaN, 1))
        .withMessage("initValues must be finite, not NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerScale(0.1, 4).outputShape(List.of(Shape.of(-1, 3))))
        .withMessage("takes [batch, ..., 4], as projectionDim says, not [-1, 3]");
  }

  @Test
  void rmsNormalizationRefusesBadOptionsAndAxesThatItCannotScale() {
    RMSNormalization normalization = new RMSNormalization();
    assertThatIllegalArgumentException()
        .isThrownBy(normalization::axis)
        .withMessage("axis needs at least one axis, such as -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normalization.epsilon(-1))
        .withMessage("epsilon must be finite and at least 0, not -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normalization.axis(1).outputShape(List.of(Shape.of(-1, 3, 4))))
        .withMessageContaining("normalize over the last axes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normalization.axis(3).outputShape(List.of(Shape.of(-1, 3, 4))))
        .withMessageContaining("axis 3 is out of range");
  }
}

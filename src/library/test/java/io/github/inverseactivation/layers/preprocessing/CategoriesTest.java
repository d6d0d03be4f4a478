package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Shapes and refusals of encodings; what they compute is compared with Keras elsewhere. */
class CategoriesTest {

  @Test
  void oneHotVectorsReplaceALastDimensionOfOne() {
    CategoryEncoding encoding =
        new CategoryEncoding(5).outputMode(CategoryEncoding.OutputMode.ONE_HOT);
    assertThat(encoding.outputShape(List.of(Shape.of(-1, 1))).asArray()).containsExactly(-1, 5);
    assertThat(encoding.outputShape(List.of(Shape.of(-1, -1))).asArray())
        .containsExactly(-1, -1, 5);
  }

  @Test
  void refusesBadOptionsAndShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CategoryEncoding(0))
        .withMessage("numTokens must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CategoryEncoding(5).outputShape(List.of(Shape.of(-1, 2, 3))))
        .withMessageContaining("takes [batch, categories of an example]");
    assertThatIllegalArgumentException()
        .isThrownBy(Discretization::new)
        .withMessageContaining("binBoundaries needs at least one number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Discretization(1, 0))
        .withMessage("binBoundaries must be finite and in ascending order, not [1.0, 0.0]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Discretization(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Discretization(1).numBins(-1))
        .withMessage("numBins must be at least 0 and epsilon finite, not -1 and 0.01");
  }
}

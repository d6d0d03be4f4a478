package io.github.inverseactivation.layers.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.layers.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Shapes with unknown sizes, and refusals, of layers with several inputs. */
class MergingTest {

  @Test
  void unknownSizesStayUnknownUnlessAnotherInputKnowsThem() {
    assertThat(out(new Add(), Shape.of(-1, -1, 3), Shape.of(-1, 4, 1))).containsExactly(-1, 4, 3);
    assertThat(out(new Add(), Shape.of(-1, -1), Shape.of(-1, 1))).containsExactly(-1, -1);
    assertThat(out(new Add(), Shape.of(-1, 3), Shape.of(8, 3))).containsExactly(8, 3);
    assertThat(out(new Concatenate(), Shape.of(-1, -1, 3), Shape.of(-1, 4, 2)))
        .containsExactly(-1, 4, 5);
    assertThat(out(new Concatenate().axis(1), Shape.of(-1, -1, 3), Shape.of(-1, 4, 3)))
        .containsExactly(-1, -1, 3);
    assertThat(out(new Dot(2, 1), Shape.of(-1, -1, 3), Shape.of(-1, -1, 2)))
        .containsExactly(-1, -1, 2);
  }

  @Test
  void refusesTheWrongNumberOfInputs() {
    refused(new Subtract(), "takes 2 inputs, not 1", Shape.of(-1, 3));
    refused(new Dot(1), "takes 2 inputs, not 3", Shape.of(-1, 3), Shape.of(-1, 3), Shape.of(-1, 3));
    refused(new Add(), "takes at least 1 inputs, not 0");
  }

  @Test
  void refusesShapesThatDoNotGoTogether() {
    refused(new Add(), "because of the sizes 3 and 4", Shape.of(-1, 3), Shape.of(-1, 4));
    refused(new Add(), "batches of different sizes", Shape.of(2, 3), Shape.of(4, 3));
    refused(new Concatenate(), "differ elsewhere", Shape.of(-1, 2, 3), Shape.of(-1, 4, 3));
    refused(new Concatenate(), "differ elsewhere", Shape.of(-1, 2, 3), Shape.of(-1, 3));
    refused(new Concatenate().axis(-2), "is the batch", Shape.of(-1, 3), Shape.of(-1, 3));
    refused(new Dot(2, 1), "have different sizes", Shape.of(-1, 2, 3), Shape.of(-1, 4, 3));
    refused(new Dot(-2), "is the batch", Shape.of(-1, 3), Shape.of(-1, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Concatenate().axis(0))
        .withMessage("axis 0 is the batch: choose another");
    assertThatIllegalArgumentException().isThrownBy(() -> new Dot(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CustomScaleLayer(Double.NaN))
        .withMessage("scale must be finite, not NaN");
  }

  private static long[] out(Layer layer, Shape... inputs) {
    return layer.outputShape(List.of(inputs)).asArray();
  }

  private static void refused(Layer layer, String message, Shape... inputs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputShape(List.of(inputs)))
        .withMessageContaining(message);
  }
}

package io.github.inverseactivation.layers.reshaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.testing.MapOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Shapes, options and refusals of reshaping layers. */
class ReshapingShapesTest {

  @Test
  void shapes() {
    assertThat(out(new Flatten(), 7, 5, 2)).containsExactly(-1, 70);
    assertThat(out(new Flatten(), 7, -1, 2)).containsExactly(-1, -1);
    assertThat(out(new Flatten())).containsExactly(-1, 1);
    assertThat(out(new Reshape(5, -1), 7, 5, 2)).containsExactly(-1, 5, 14);
    assertThat(out(new Reshape(5, -1), -1, 2)).containsExactly(-1, 5, -1);
    assertThat(out(new Permute(3, 1, 2), 7, -1, 2)).containsExactly(-1, 2, 7, -1);
    assertThat(out(new ZeroPadding2D(), 7, 5, 2)).containsExactly(-1, 9, 7, 2);
    assertThat(out(new ZeroPadding2D(1, 2, 3, 4), 7, -1, 2)).containsExactly(-1, 10, -1, 2);
    assertThat(out(new Cropping2D(1, 2), 7, 5, 2)).containsExactly(-1, 5, 1, 2);
    assertThat(out(new Cropping2D(0, 1, 2, 0).dataFormat(DataFormat.CHANNELS_FIRST), 2, 7, 5))
        .containsExactly(-1, 2, 6, 3);
    assertThat(out(new UpSampling2D(2, 3), 7, 5, 2)).containsExactly(-1, 14, 15, 2);
    assertThat(out(new UpSampling2D(2), -1, 5, 2)).containsExactly(-1, -1, 10, 2);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reshape(2, -1, -1))
        .withMessage("targetShape has sizes of at least 1 and at most one -1, not [2, -1, -1]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Reshape(2, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Permute(1, 3))
        .withMessage("dims has each of the numbers 1 to 2 once, not [1, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZeroPadding2D(1, -1))
        .withMessage("padding must be at least 0, not [1, -1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UpSampling2D(0))
        .withMessage("size must be at least 1, not 0");
  }

  @Test
  void refusesShapesItCannotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Reshape(4, 6), 5, 5))
        .withMessage(
            "cannot reshape the 25 values of an example of [-1, 5, 5] to [4, 6]: choose sizes whose"
                + " product is 25");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Reshape(4, -1), 5, 5))
        .withMessageContaining("whose product divides 25");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Permute(2, 1), 5, 5, 5))
        .withMessageContaining("orders 2 dimensions after the batch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Cropping2D(2), 5, 4, 1))
        .withMessageContaining("leaves nothing of the width 4 of the input [-1, 5, 4, 1]");
    assertThatIllegalArgumentException().isThrownBy(() -> out(new ZeroPadding2D(2), 5, 4));
  }

  @Test
  void bordersAreReadFromOneTwoOrFourNumbers() {
    assertThat(border(3)).containsExactly(3, 3, 3, 3);
    assertThat(border(1, 2)).containsExactly(1, 1, 2, 2);
    assertThat(border(1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> border(1, 2, 3))
        .withMessageContaining("4 (top, bottom, left, right), not [1, 2, 3]");
  }

  private static int[] border(int... widths) {
    ZeroPadding2D read = MapOptions.apply(new ZeroPadding2D(), Map.of("padding", widths));
    return (int[]) MapOptions.of(read).get("padding");
  }

  private static long[] out(Layer layer, long... example) {
    return layer.outputShape(List.of(Shape.of(example).prepend(-1))).asArray();
  }
}

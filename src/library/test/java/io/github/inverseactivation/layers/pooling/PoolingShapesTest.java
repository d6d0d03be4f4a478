package io.github.inverseactivation.layers.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.testing.MapOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Shapes, options and refusals of poolings. */
class PoolingShapesTest {

  @Test
  void windowsDoNotOverlapUnlessTold() {
    assertThat(out(new MaxPooling2D(), 7, 9, 3)).containsExactly(-1, 3, 4, 3);
    assertThat(out(new MaxPooling2D(new int[] {2, 3}), 8, 9, 3)).containsExactly(-1, 4, 3, 3);
    assertThat(out(new MaxPooling2D(2).padding(Padding.SAME), 7, 9, 3))
        .containsExactly(-1, 4, 5, 3);
    assertThat(out(new AveragePooling2D(3).strides(1, 2), 7, 9, 3)).containsExactly(-1, 5, 4, 3);
    assertThat(out(new AveragePooling2D(2).dataFormat(DataFormat.CHANNELS_FIRST), 3, 8, 6))
        .containsExactly(-1, 3, 4, 3);
    assertThat(out(new MaxPooling2D(2), -1, 6, -1)).containsExactly(-1, -1, 3, -1);
  }

  @Test
  void globalPoolingDropsOrKeepsDimensions() {
    assertThat(out(new GlobalMaxPooling2D(), 7, 9, 3)).containsExactly(-1, 3);
    assertThat(out(new GlobalAveragePooling2D().keepDims(true), 7, 9, 3))
        .containsExactly(-1, 1, 1, 3);
    Layer first = new GlobalAveragePooling2D().dataFormat(DataFormat.CHANNELS_FIRST).keepDims(true);
    assertThat(out(first, 3, 7, -1)).containsExactly(-1, 3, 1, 1);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxPooling2D(new int[] {2, 0}))
        .withMessage("poolSize must be at least 1, not 2x0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AveragePooling2D(2).strides(0))
        .withMessage("strides must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new MaxPooling2D(4), 3, 8, 1))
        .withMessageContaining("the window 4x4 does not fit into the height 3 of the input");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new GlobalMaxPooling2D(), 10))
        .withMessageContaining("not the shape [-1, 10]");
  }

  @Test
  void stridesWithoutValueAreTheWindowsSize() {
    MaxPooling2D read = MapOptions.apply(new MaxPooling2D(1), Map.of("poolSize", new int[] {3, 2}));

    assertThat(MapOptions.of(read)).containsEntry("strides", new int[] {3, 2});
    assertThat(MapOptions.of(new GlobalMaxPooling2D().keepDims(true)))
        .containsEntry("keepdims", true);
  }

  private static long[] out(Layer layer, long... example) {
    return layer.outputShape(List.of(Shape.of(example).prepend(-1))).asArray();
  }
}

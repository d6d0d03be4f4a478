package io.github.inverseactivation.layers.convolutional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.layers.Padding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/**
 * Sizes that are unknown, and refusals; what the layer computes is compared with Keras elsewhere.
 */
class Conv3DTransposeTest {

  @Test
  void computesTheSameWhereSizesAreUnknown() {
    Conv3DTranspose plain = new Conv3DTranspose(2, new int[] {3, 2, 3});
    for (Conv3DTranspose layer :
        List.of(
            plain,
            plain.strides(2).padding(Padding.SAME),
            plain.strides(4, 1, 2),
            plain.strides(2).outputPadding(1),
            plain.dilationRate(2))) {
      Shape known = Shape.of(-1, 3, 2, 4, 1);
      Shape unknown = Shape.of(-1, -1, -1, -1, 1);
      Array x = numbers(2, 3, 2, 4, 1);
      Map<String, Array> weights = new HashMap<>();
      layer
          .weights(List.of(known))
          .forEach(spec -> weights.put(spec.name(), numbers(spec.shape().asArray())));
      long[] sizes = layer.outputShape(List.of(known)).asArray();
      sizes[0] = 2;
      Array g = numbers(sizes);
      assertThat(layer.outputShape(List.of(unknown)).asArray()).containsExactly(-1, -1, -1, -1, 2);
      try (LayerRun one = new LayerRun(layer, known, false);
          LayerRun other = new LayerRun(layer, unknown, false)) {
        assertThat(other.run(List.of(x), weights, g, true))
            .isEqualTo(one.run(List.of(x), weights, g, true));
      }
    }
  }

  @Test
  void outputSizesAndMacs() {
    Shape input = Shape.of(-1, 3, 2, 4, 5);
    Conv3DTranspose layer = new Conv3DTranspose(2, 3).strides(2);
    assertThat(layer.outputShape(List.of(input)).asArray()).containsExactly(-1, 7, 5, 9, 2);
    assertThat(layer.padding(Padding.SAME).outputShape(List.of(input)).asArray())
        .containsExactly(-1, 6, 4, 8, 2);
    assertThat(layer.macs(List.of(input))).isEqualTo(3 * 2 * 4 * 27 * 5 * 2);
  }

  @Test
  void refusesBadOptions() {
    Conv3DTranspose layer = new Conv3DTranspose(2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv3DTranspose(0, 3))
        .withMessageContaining("filters must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputPadding(1))
        .withMessageContaining("below the strides 1x1x1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.strides(2).dilationRate(2))
        .withMessageContaining("cannot both be above 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.padding(Padding.CAUSAL))
        .withMessageContaining("not CAUSAL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputShape(List.of(Shape.of(-1, 3, 3, 3))));
  }

  private static Array numbers(long... shape) {
    float[] numbers = new float[(int) Shape.of(shape).size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    return Array.of(numbers, shape);
  }
}

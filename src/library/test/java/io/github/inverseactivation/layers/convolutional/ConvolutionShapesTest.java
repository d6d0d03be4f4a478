package io.github.inverseactivation.layers.convolutional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.WeightSpec;
import io.github.inverseactivation.testing.MapOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** Shapes, weights, multiply-accumulates and refusals of convolutions. */
class ConvolutionShapesTest {
  private static final Shape IMAGE = Shape.of(-1, 28, 20, 6);

  @ParameterizedTest
  @CsvSource({
    // n, kernel, stride, dilation, VALID's output, SAME's output
    "28, 3, 1, 1, 26, 28",
    "28, 3, 2, 1, 13, 14",
    "27, 3, 2, 1, 13, 14",
    "7, 3, 3, 1, 2, 3",
    "7, 1, 3, 1, 3, 3",
    "9, 3, 1, 4, 1, 9"
  })
  void outputSizes(int n, int kernel, int stride, int dilation, int valid, int same) {
    Conv2D layer = new Conv2D(5, kernel).strides(stride).dilationRate(dilation);

    assertThat(out(layer, n, n, 3)).containsExactly(-1, valid, valid, 5);
    assertThat(out(layer.padding(Padding.SAME), n, n, 3)).containsExactly(-1, same, same, 5);
  }

  @Test
  void axesAreHeightThenWidth() {
    assertThat(out(new Conv2D(4, new int[] {3, 5}).strides(1, 2), 10, 11, 2))
        .containsExactly(-1, 8, 4, 4);
    assertThat(
            out(new Conv2D(4, new int[] {3, 5}).dataFormat(DataFormat.CHANNELS_FIRST), 2, 10, 11))
        .containsExactly(-1, 4, 8, 7);
    assertThat(out(new Conv2D(4, 3).padding(Padding.SAME), -1, 11, 2))
        .containsExactly(-1, -1, 11, 4);
  }

  @Test
  void weightsHaveKerasNamesAndShapes() {
    assertThat(weights(new Conv2D(8, new int[] {3, 5}).groups(2)))
        .containsExactly("kernel [3, 5, 3, 8]", "bias [8]");
    assertThat(weights(new Conv2D(8, 3).useBias(false))).containsExactly("kernel [3, 3, 6, 8]");
    assertThat(weights(new DepthwiseConv2D(3).depthMultiplier(2)))
        .containsExactly("kernel [3, 3, 6, 2]", "bias [12]");
    assertThat(weights(new SeparableConv2D(8, 3).depthMultiplier(2)))
        .containsExactly(
            "depthwise_kernel [3, 3, 6, 2]", "pointwise_kernel [1, 1, 12, 8]", "bias [8]");
  }

  @Test
  void macsCountMultiplicationsByWeights() {
    long positions = 26 * 18;
    assertThat(macs(new Conv2D(8, 3))).isEqualTo(positions * 9 * 6 * 8);
    assertThat(macs(new Conv2D(8, 3).groups(2))).isEqualTo(positions * 9 * 3 * 8);
    assertThat(macs(new DepthwiseConv2D(3).depthMultiplier(2))).isEqualTo(positions * 9 * 12);
    assertThat(macs(new SeparableConv2D(8, 3).depthMultiplier(2)))
        .isEqualTo(positions * (9 * 12 + 12 * 8));
    Shape unknown = Shape.of(-1, -1, 20, 6);
    assertThat(new Conv2D(8, 3).macs(List.of(unknown))).isEqualTo(18L * 9 * 6 * 8);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2D(0, 3))
        .withMessage("filters must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2D(4, new int[] {3, 0}))
        .withMessage("kernelSize must be at least 1, not 3x0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2D(4, 3).strides(1, 2, 3))
        .withMessage("strides takes one number or 2, not [1, 2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2D(4, 3).groups(3))
        .withMessageContaining("divide the 4 filters, not 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2D(4, 3).strides(2).dilationRate(1, 2))
        .withMessage(
            "strides 2x2 and dilationRate 1x2 cannot both be above 1: leave one of them at 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DepthwiseConv2D(3).depthMultiplier(0))
        .withMessage("depthMultiplier must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SeparableConv2D(0, 3))
        .withMessage("filters must be at least 1, not 0");
  }

  @Test
  void refusesShapesItCannotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Conv2D(4, 3), 28, 28))
        .withMessage(
            "takes [batch, height, width, channels], not the shape [-1, 28, 28]: change the shape,"
                + " such as with Reshape");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Conv2D(4, 3), 28, 28, -1))
        .withMessageContaining("number of channels, but the input's shape is [-1, 28, 28, -1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out(new Conv2D(4, new int[] {3, 5}).dilationRate(1, 2), 6, 8, 1))
        .withMessageContaining("the window 3x5 (dilated to 9) does not fit into the width 8")
        .withMessageContaining("[-1, 6, 8, 1]")
        .withMessageContaining("VALID: use padding SAME");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights(new Conv2D(8, 3).groups(4)))
        .withMessageContaining("6 channels cannot be split into 4 equal groups");
  }

  @Test
  void optionsTakeOneNumberForAllAxes() {
    Conv2D read =
        MapOptions.apply(
            new Conv2D(1, 1),
            Map.of("filters", 7, "kernelSize", new int[] {3}, "strides", new int[] {2, 1}));

    assertThat(MapOptions.of(read))
        .containsEntry("filters", 7)
        .containsEntry("kernelSize", new int[] {3, 3})
        .containsEntry("strides", new int[] {2, 1})
        .containsEntry("dilationRate", new int[] {1, 1})
        .containsEntry("padding", Padding.VALID)
        .containsEntry("groups", 1);
  }

  @Test
  void optionsAreKerasOptions() {
    String common =
        "kernelSize strides padding dataFormat dilationRate activation useBias biasInitializer"
            + " biasRegularizer biasConstraint ";
    assertThat(names(new Conv2D(1, 1)))
        .isEqualTo(
            sorted(common + "filters groups kernelInitializer kernelRegularizer kernelConstraint"));
    String depthwise =
        "depthMultiplier depthwiseInitializer depthwiseRegularizer depthwiseConstraint ";
    assertThat(names(new DepthwiseConv2D(1))).isEqualTo(sorted(common + depthwise));
    assertThat(names(new SeparableConv2D(1, 1)))
        .isEqualTo(
            sorted(
                common
                    + depthwise
                    + "filters pointwiseInitializer pointwiseRegularizer pointwiseConstraint"));
  }

  private static List<String> names(Configurable object) {
    return MapOptions.of(object).keySet().stream().sorted().toList();
  }

  private static List<String> sorted(String names) {
    return List.of(names.trim().split(" ")).stream().sorted().toList();
  }

  private static long[] out(Layer layer, long... example) {
    return layer.outputShape(List.of(Shape.of(example).prepend(-1))).asArray();
  }

  private static List<String> weights(Layer layer) {
    return layer.weights(List.of(IMAGE)).stream()
        .map((WeightSpec weight) -> weight.name() + " " + weight.shape())
        .toList();
  }

  private static long macs(Layer layer) {
    return layer.macs(List.of(IMAGE));
  }
}

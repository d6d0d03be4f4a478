package io.github.inverseactivation.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.core.Input;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** Beside the cases of {@code golden/layer_cases_recurrent.py}, which compare with Keras. */
class ConvLSTMTest {

  @Test
  void refusesBadOptions() {
    refuses(() -> new ConvLSTM2D(0, 3), "filters must be at least 1, not 0");
    refuses(() -> new ConvLSTM3D(1, new int[] {3, 0, 3}), "kernelSize");
    refuses(() -> new ConvLSTM1D(1, 3).strides(1, 2), "strides");
    refuses(() -> new ConvLSTM2D(1, 3).padding(Padding.CAUSAL), "VALID or SAME, not CAUSAL");
    refuses(() -> new ConvLSTM2D(1, 3).strides(2).dilationRate(2), "cannot both be above 1");
    refuses(() -> new ConvLSTM2D(1, 3).recurrentDropout(1), "recurrentDropout must be from 0");
  }

  @Test
  void refusesBadShapes() {
    ConvLSTM2D layer = new ConvLSTM2D(4, 3);
    refuses(
        () -> layer.apply(Input.shape(8, 8, 1)), "takes [batch, time, height, width, channels]");
    refuses(
        () -> layer.dataFormat(DataFormat.CHANNELS_FIRST).apply(Input.shape(8, 8, 1)),
        "takes [batch, time, channels, height, width]");
    refuses(() -> layer.apply(Input.shape(5, -1, 8, 1)), "images of a known size");
    refuses(() -> layer.apply(Input.shape(5, 2, 8, 1)), "does not fit into the height 2");
    refuses(
        () -> layer.apply(Input.shape(5, 8, 8, 1), Input.shape(8, 8, 4), Input.shape(6, 6, 4)),
        "state 1 must have the shape [batch, 6, 6, 4]");
    refuses(
        () -> layer.apply(Input.shape(5, 8, 8, 1), Input.shape(6, 6, 4)),
        "one and 2 initial states, not 2 inputs");
  }

  @Test
  void countsWhatBothConvolutionsMultiply() {
    Shape input = Shape.of(-1, 5, 8, 8, 3);
    long positions = 6 * 6;
    assertThat(new ConvLSTM2D(4, 3).macs(List.of(input)))
        .isEqualTo(5 * positions * 9 * 4 * 4 * (3 + 4));
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  /** Gates that stay open, so that the state adds up what each step gives: 1, dropped or not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropoutIsTheSameAtAllSteps(boolean recurrent) {
    int side = 20;
    int size = side * side;
    ConvLSTM2D layer = new ConvLSTM2D(1, 1).activation(Activations.LINEAR).returnSequences(true);
    ConvLSTM2D dropping = recurrent ? layer.recurrentDropout(0.4) : layer.dropout(0.4);
    float state = recurrent ? 1 : 0;
    Map<String, Array> weights =
        Map.of(
            "cell/kernel", Array.of(new float[] {0, 0, 1, 0}, 1, 1, 1, 4),
            "cell/recurrent_kernel", Array.of(new float[] {0, 0, state, 0}, 1, 1, 1, 4),
            "cell/bias", Array.of(new float[] {30, 30, 0, 30}, 4));
    float[] ones = new float[3 * size];
    Arrays.fill(ones, 1);
    Array x = Array.of(ones, 1, 3, side, side, 1);
    try (LayerRun run = new LayerRun(dropping, Shape.of(-1, 3, side, side, 1), true)) {
      double[] y = run.output(x, weights, 0).doubles();
      int dropped = 0;
      for (int i = 0; i < size; i++) {
        boolean gone = recurrent ? y[size + i] < 2.5 : y[i] < 0.5;
        dropped += gone ? 1 : 0;
        double factor = gone ? 0 : 1 / 0.6;
        double first = recurrent ? 1 : factor;
        double second = recurrent ? 2 + factor : 2 * factor;
        double third = recurrent ? second + 1 + factor * second : 3 * factor;
        assertThat(y[i]).isCloseTo(first, within(1e-5));
        assertThat(y[size + i]).isCloseTo(second, within(1e-5));
        assertThat(y[2 * size + i]).isCloseTo(third, within(1e-4));
      }
      // 160 are expected, with a standard deviation of 9.8.
      assertThat(dropped).isBetween(110, 210);
      assertThat(run.output(x, weights, 0).doubles()).isEqualTo(y);
      assertThat(run.output(x, weights, 1).doubles()).isNotEqualTo(y);
    }
  }
}

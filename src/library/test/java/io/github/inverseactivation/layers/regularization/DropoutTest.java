package io.github.inverseactivation.layers.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DropoutTest {
  private static final int ROWS = 100;
  private static final int COLUMNS = 200;

  @Test
  void dropsAFractionAndScalesTheRest() {
    float[] y = train(new Dropout(0.3), 0, ROWS, COLUMNS);

    assertThat(fractionOfZeros(y)).isCloseTo(0.3, offset(0.015)); // 4.6 standard deviations
    for (float each : y) {
      assertThat(each).isIn(0f, (float) (1 / 0.7));
    }
  }

  @Test
  void isRepeatableAndDifferentAtEachStep() {
    float[] first = train(new Dropout(0.5), 0, ROWS, COLUMNS);

    assertThat(train(new Dropout(0.5), 0, ROWS, COLUMNS)).isEqualTo(first);
    assertThat(train(new Dropout(0.5), 1, ROWS, COLUMNS)).isNotEqualTo(first);
  }

  @Test
  void mixesItsOwnSeedIn() {
    float[] without = train(new Dropout(0.5), 0, ROWS, COLUMNS);
    float[] seven = train(new Dropout(0.5).seed(7), 0, ROWS, COLUMNS);

    assertThat(seven).isNotEqualTo(without);
    assertThat(train(new Dropout(0.5).seed(8), 0, ROWS, COLUMNS)).isNotEqualTo(seven);
    assertThat(train(new Dropout(0.5).seed(7), 0, ROWS, COLUMNS)).isEqualTo(seven);
  }

  @Test
  void sharesAChoiceAlongADimension() {
    float[] y = train(new Dropout(0.5).noiseShape(-1, 1), 0, ROWS, COLUMNS);

    int dropped = 0;
    for (int row = 0; row < ROWS; row++) {
      float[] elements = Arrays.copyOfRange(y, row * COLUMNS, (row + 1) * COLUMNS);
      for (float each : elements) {
        assertThat(each).isEqualTo(elements[0]);
      }
      dropped += elements[0] == 0 ? 1 : 0;
    }
    assertThat(dropped).isBetween(25, 75);
  }

  @Test
  void dropsWholeChannels() {
    float[] last = train(new SpatialDropout2D(0.5), 0, 40, 2, 3, 5);
    for (int example = 0; example < 40; example++) {
      for (int pixel = 1; pixel < 6; pixel++) {
        for (int channel = 0; channel < 5; channel++) {
          assertThat(last[(example * 6 + pixel) * 5 + channel])
              .isEqualTo(last[example * 30 + channel]);
        }
      }
    }
    assertThat(fractionOfZeros(last)).isBetween(0.3, 0.7);

    SpatialDropout2D channelsFirst =
        new SpatialDropout2D(0.5).dataFormat(DataFormat.CHANNELS_FIRST);
    float[] first = train(channelsFirst, 0, 40, 5, 2, 3);
    for (int i = 0; i < first.length; i++) {
      assertThat(first[i]).isEqualTo(first[i / 6 * 6]);
    }
    assertThat(fractionOfZeros(first)).isBetween(0.3, 0.7);
  }

  @Test
  void dropsWholeChannelsOfSequencesAndVolumes() {
    float[] sequences = train(new SpatialDropout1D(0.5), 0, 40, 3, 5);
    for (int i = 0; i < sequences.length; i++) {
      assertThat(sequences[i]).isEqualTo(sequences[i / 15 * 15 + i % 5]);
    }
    assertThat(fractionOfZeros(sequences)).isBetween(0.3, 0.7);

    float[] volumes = train(new SpatialDropout3D(0.5), 0, 40, 2, 1, 3, 5);
    for (int i = 0; i < volumes.length; i++) {
      assertThat(volumes[i]).isEqualTo(volumes[i / 30 * 30 + i % 5]);
    }
    assertThat(fractionOfZeros(volumes)).isBetween(0.3, 0.7);
  }

  @Test
  void dropsWholeExamples() {
    float[] y = train(new StochasticDepth(0.25), 0, 2000, 2, 3);
    int dropped = 0;
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isEqualTo(y[i / 6 * 6]).isIn(0f, (float) (1 / 0.75));
      dropped += y[i] == 0 ? 1 : 0;
    }
    assertThat(dropped / 6 / 2000.0).isCloseTo(0.25, offset(0.044)); // 4.5 standard deviations
    assertThat(train(new StochasticDepth(0.25), 1, 2000, 2, 3)).isNotEqualTo(y);
  }

  // 20,000 numbers: the mean is within 4.5 standard deviations, 4.5 / sqrt(20000) = 0.032.
  @Test
  void addsAndMultipliesNoise() {
    float[] added = train(new GaussianNoise(0.5), 0, ROWS, COLUMNS);
    assertThat(mean(added)).isCloseTo(1, offset(0.016));
    assertThat(deviation(added)).isCloseTo(0.5, offset(0.012));

    float[] multiplied = train(new GaussianDropout(0.2), 0, ROWS, COLUMNS);
    assertThat(mean(multiplied)).isCloseTo(1, offset(0.016));
    assertThat(deviation(multiplied)).isCloseTo(0.5, offset(0.012)); // sqrt(0.2 / 0.8)
  }

  @Test
  void gradientsGoThroughNoise() {
    Array ones = Array.of(new float[] {1, 1, 1, 1, 1, 1}, 2, 3);
    Array g = Array.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    try (LayerRun run = new LayerRun(new GaussianNoise(0.5), Shape.of(-1, 3), true)) {
      assertThat(run.run(List.of(ones), Map.of(), g, true).inputGradients()).containsExactly(g);
    }
    try (LayerRun run = new LayerRun(new GaussianDropout(0.5), Shape.of(-1, 3), true)) {
      LayerRun.Values values = run.run(List.of(ones), Map.of(), g, true);
      float[] factors = (float[]) values.y().elements();
      float[] dx = (float[]) values.inputGradients().get(0).elements();
      for (int i = 0; i < 6; i++) {
        assertThat(dx[i]).isCloseTo((i + 1) * factors[i], offset(1e-5f));
      }
    }
  }

  @Test
  void dropsToTheLimitOfSelu() {
    float[] y = train(new AlphaDropout(0.25), 0, ROWS, COLUMNS);

    // Worked out by hand: a = (0.75 (1 + 0.25 * 1.7580993^2))^-0.5, b = 0.25 * 1.7580993 a.
    double a = 0.8672579;
    double b = 0.3811814;
    int dropped = 0;
    for (float each : y) {
      boolean kept = each > 0;
      assertThat((double) each).isCloseTo(kept ? a + b : b - 1.7580993 * a, offset(1e-5));
      dropped += kept ? 0 : 1;
    }
    assertThat((double) dropped / y.length).isCloseTo(0.25, offset(0.014));
  }

  @Test
  void isAbsentAtInference() {
    for (Layer layer :
        List.of(
            new Dropout(0.5),
            new SpatialDropout2D(0.5),
            new AlphaDropout(0.5),
            new GaussianDropout(0.5),
            new GaussianNoise(0.5),
            new StochasticDepth(0.5))) {
      try (LayerRun run = new LayerRun(layer, Shape.of(-1, 2, 3, 4), false)) {
        assertThat(run.outputIsInput()).isTrue();
      }
    }
  }

  @Test
  void refusesBadOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(1.5))
        .withMessage("rate must be from 0 to 1, not 1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new SpatialDropout2D(-0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(0.5).noiseShape(0))
        .withMessageContaining("[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Dropout(0.5).noiseShape(-1, 1).outputShape(List.of(Shape.of(-1, 2, 3))))
        .withMessageContaining("noiseShape [-1, 1] does not go with the input shape");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpatialDropout2D(0.5).outputShape(List.of(Shape.of(-1, 2))))
        .withMessageContaining("takes [batch, height, width, channels]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlphaDropout(1))
        .withMessage("rate must be below 1, not 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new GaussianDropout(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StochasticDepth(1))
        .withMessage("dropPathRate must be from 0 to below 1, not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianNoise(1.5))
        .withMessage("stddev must be from 0 to 1, not 1.5");
  }

  private static float[] train(Layer layer, long step, long... shape) {
    float[] ones = new float[(int) Shape.of(shape).size()];
    Arrays.fill(ones, 1);
    Shape input = Shape.of(shape).tail().prepend(Shape.UNKNOWN_SIZE);
    try (LayerRun run = new LayerRun(layer, input, true)) {
      return (float[]) run.output(Array.of(ones, shape), Map.of(), step).elements();
    }
  }

  private static double mean(float[] y) {
    double sum = 0;
    for (float each : y) {
      sum += each;
    }
    return sum / y.length;
  }

  private static double deviation(float[] y) {
    double mean = mean(y);
    double squares = 0;
    for (float each : y) {
      squares += (each - mean) * (each - mean);
    }
    return Math.sqrt(squares / y.length);
  }

  private static double fractionOfZeros(float[] y) {
    int zeros = 0;
    for (float each : y) {
      zeros += each == 0 ? 1 : 0;
    }
    return (double) zeros / y.length;
  }
}

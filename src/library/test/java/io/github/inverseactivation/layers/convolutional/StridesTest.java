package io.github.inverseactivation.layers.convolutional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.optimizers.SGD;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Windows of one pixel that skip pixels, against sums written out: a step of training of the first
 * ended the process on processors with AMX.
 */
class StridesTest {
  private static final int BATCH = 3;
  private static final double RATE = 10;
  private static final Random RANDOM = new Random(5);

  @ParameterizedTest
  @CsvSource({
    "60, 8, 16, 2, SAME",
    "60, 8, 16, 2, VALID",
    "58, 8, 64, 2, SAME",
    "7, 3, 5, 3, SAME"
  })
  void aStepOfTraining(int size, int channels, int filters, int stride, Padding padding) {
    float[] x = noise(BATCH * size * size * channels);
    try (Sequential model =
        Sequential.of(
            Input.shape(size, size, channels),
            new Conv2D(filters, 1).strides(stride).padding(padding).useBias(false))) {
      Array kernel = model.weights().get(0);
      int places = (size + stride - 1) / stride;
      model.compile(new SGD(RATE), new MeanSquaredError());
      model.trainOnBatch(
          Array.of(x, BATCH, size, size, channels),
          Array.of(new float[BATCH * places * places * filters], BATCH, places, places, filters));
      double[] expected = stepped(x, kernel.floats(), size, channels, filters, stride);
      float[] actual = model.weights().get(0).floats();
      for (int i = 0; i < actual.length; i++) {
        assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-5));
      }
    }
  }

  /** The kernel after a step down the mean of all squared outputs. */
  private static double[] stepped(
      float[] x, float[] kernel, int size, int channels, int filters, int stride) {
    int places = (size + stride - 1) / stride;
    double count = (double) BATCH * places * places * filters;
    double[] stepped = new double[kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      stepped[i] = kernel[i];
    }
    for (int b = 0; b < BATCH; b++) {
      for (int row = 0; row < size; row += stride) {
        for (int column = 0; column < size; column += stride) {
          int pixel = ((b * size + row) * size + column) * channels;
          for (int f = 0; f < filters; f++) {
            double y = 0;
            for (int c = 0; c < channels; c++) {
              y += (double) x[pixel + c] * kernel[c * filters + f];
            }
            for (int c = 0; c < channels; c++) {
              stepped[c * filters + f] -= RATE * 2 * y * x[pixel + c] / count;
            }
          }
        }
      }
    }
    return stepped;
  }

  @ParameterizedTest
  @EnumSource(names = {"VALID", "SAME"})
  void aTransposedConvolutionPutsItsPixelsApart(Padding padding) {
    float[] x = noise(BATCH * 5 * 4 * 2);
    try (Sequential model =
        Sequential.of(
            Input.shape(5, 4, 2),
            new Conv2DTranspose(3, 1).strides(2, 3).padding(padding).useBias(false))) {
      float[] kernel = model.weights().get(0).floats(); // [1, 1, filters, channels]
      Array y = model.predict(Array.of(x, BATCH, 5, 4, 2));
      assertThat(y.shape()).containsExactly(BATCH, 10, 12, 3);
      float[] expected = new float[y.size()];
      for (int pixel = 0; pixel < BATCH * 20; pixel++) {
        int row = pixel / 4 % 5 * 2;
        int column = pixel % 4 * 3;
        for (int f = 0; f < 3; f++) {
          int place = ((pixel / 20 * 10 + row) * 12 + column) * 3 + f;
          expected[place] = x[pixel * 2] * kernel[f * 2] + x[pixel * 2 + 1] * kernel[f * 2 + 1];
        }
      }
      assertThat(y.floats()).containsExactly(expected, within(1e-5f));
    }
  }

  private static float[] noise(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = RANDOM.nextFloat() - 0.5f;
    }
    return numbers;
  }
}

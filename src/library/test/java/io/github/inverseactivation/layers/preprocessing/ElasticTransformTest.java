package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/**
 * What an elastic transform reads where. Images are their own places, {@code (x, y, noise)} for
 * each pixel, and the same seed moves pixels alike whatever else is asked for.
 */
class ElasticTransformTest {
  private static final int BATCH = 20;
  private static final int HEIGHT = 24;
  private static final int WIDTH = 30;
  private static final RandomElasticTransform ALWAYS =
      new RandomElasticTransform().factor(1, 1).scale(1, 1).valueRange(-9, 99);

  @ParameterizedTest
  @EnumSource(FillMode.class)
  void readsWhatTheFillModeSays(FillMode mode) {
    RandomElasticTransform whole = ALWAYS.interpolation(Interpolation.NEAREST).fillValue(-7);
    float[] images = images(BATCH);
    float[] wrapped = train(whole.fillMode(FillMode.WRAP), images);
    float[] y = train(whole.fillMode(mode), images);

    int outside = 0;
    for (int pixel = 0; pixel < BATCH * HEIGHT * WIDTH; pixel++) {
      int column = nearest(wrapped[pixel * 3], pixel % WIDTH, WIDTH);
      int row = nearest(wrapped[pixel * 3 + 1], pixel / WIDTH % HEIGHT, HEIGHT);
      int x = place(mode, column, WIDTH);
      int y0 = place(mode, row, HEIGHT);
      boolean filled = x < 0 || y0 < 0;
      outside += column < 0 || column >= WIDTH || row < 0 || row >= HEIGHT ? 1 : 0;
      assertThat(y[pixel * 3]).isEqualTo(filled ? -7 : x);
      assertThat(y[pixel * 3 + 1]).isEqualTo(filled ? -7 : y0);
    }
    assertThat(outside).isGreaterThan(100);
  }

  /** The place nearest to the pixel's own that is the same modulo the size. */
  private static int nearest(float found, int own, int size) {
    int distance = Math.floorMod((int) found - own + size / 2, size) - size / 2;
    return own + distance;
  }

  private static int place(FillMode mode, int at, int size) {
    return switch (mode) {
      case CONSTANT -> at < 0 || at >= size ? -1 : at;
      case NEAREST -> Math.min(Math.max(at, 0), size - 1);
      case WRAP -> Math.floorMod(at, size);
      case REFLECT -> at < 0 ? -1 - at : at >= size ? 2 * size - 1 - at : at;
    };
  }

  @Test
  void interpolatesBetweenFourPixels() {
    float[] images = images(BATCH);
    float[] y = train(ALWAYS, images);
    for (int pixel = 0; pixel < BATCH * HEIGHT * WIDTH; pixel++) {
      int ownX = pixel % WIDTH;
      int ownY = pixel / WIDTH % HEIGHT;
      if (Math.min(ownX, WIDTH - 1 - ownX) < 9 || Math.min(ownY, HEIGHT - 1 - ownY) < 9) {
        continue;
      }
      int image = pixel / WIDTH / HEIGHT * HEIGHT;
      double x = y[pixel * 3];
      double row = y[pixel * 3 + 1];
      int left = (int) x;
      int top = (int) row;
      double expected = 0;
      for (int corner = 0; corner < 4; corner++) {
        int cx = left + corner % 2;
        int cy = top + corner / 2;
        double weight = (1 - Math.abs(x - cx)) * (1 - Math.abs(row - cy));
        expected += weight * images[((image + cy) * WIDTH + cx) * 3 + 2];
      }
      assertThat((double) y[pixel * 3 + 2]).isCloseTo(expected, offset(2e-4));
    }
  }

  @Test
  void deformsAFractionOfTheImages() {
    int batch = 1000;
    float[] images = images(batch);
    float[] y = train(ALWAYS.factor(0.3, 0.3), images);
    int size = HEIGHT * WIDTH * 3;
    int deformed = 0;
    for (int i = 0; i < batch; i++) {
      deformed +=
          Arrays.equals(y, i * size, (i + 1) * size, images, i * size, (i + 1) * size) ? 0 : 1;
    }
    // sqrt(1000 * 0.3 * 0.7) = 14.5
    assertThat(deformed).isBetween(300 - 65, 300 + 65);
  }

  @Test
  void changesNothingAtAScaleOfZeroAndAtInference() {
    float[] images = images(2);
    assertThat(train(ALWAYS.scale(0, 0), images)).isEqualTo(images);
    try (LayerRun run = new LayerRun(ALWAYS, Shape.of(-1, HEIGHT, WIDTH, 3), false)) {
      assertThat(run.outputIsInput()).isTrue();
    }
  }

  @Test
  void refusesBadOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALWAYS.scale(1.5))
        .withMessage("scale takes one number or two, from 0.0 to 1.0, not [1.5]");
    assertThatIllegalArgumentException().isThrownBy(() -> ALWAYS.factor(-0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALWAYS.interpolation(Interpolation.BICUBIC))
        .withMessage("interpolation must be NEAREST or BILINEAR, not BICUBIC");
    assertThatIllegalArgumentException().isThrownBy(() -> ALWAYS.fillValue(Double.NaN));
  }

  private static float[] images(int batch) {
    Random random = new Random(3);
    float[] images = new float[batch * HEIGHT * WIDTH * 3];
    for (int pixel = 0; pixel < images.length / 3; pixel++) {
      images[pixel * 3] = pixel % WIDTH;
      images[pixel * 3 + 1] = pixel / WIDTH % HEIGHT;
      images[pixel * 3 + 2] = random.nextFloat();
    }
    return images;
  }

  private static float[] train(Layer layer, float[] images) {
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, HEIGHT, WIDTH, 3), true)) {
      Array x = Array.of(images, images.length / (HEIGHT * WIDTH * 3), HEIGHT, WIDTH, 3);
      return (float[]) run.output(x, Map.of(), 0).elements();
    }
  }
}

package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/**
 * The maps that move pixels are drawn evenly within their ranges, as Keras draws them. Images are
 * their own coordinates, so that what comes out is the map.
 */
class DrawnMapsTest {
  private static final int BATCH = 2000;
  private static final int SIDE = 21;
  private static final int MIDDLE = 10;

  /** What an image shows in the middle, and by how much more one pixel to the right and down. */
  private record Seen(
      double x, double y, double xRight, double yRight, double xDown, double yDown) {}

  @Test
  void rotationsAreEven() {
    RandomRotation rotation = new RandomRotation(-0.02, 0.05);
    evenly(rotation, -0.02, 0.05, map -> Math.atan2(map.yRight, map.xRight) / (2 * Math.PI));
    evenly(
        new RandomRotation(0.1),
        -0.1,
        0.1,
        map -> Math.atan2(map.yRight, map.xRight) / (2 * Math.PI));
  }

  @Test
  void zoomsAreEven() {
    RandomZoom zoom = new RandomZoom(new double[] {-0.1, 0.2}).widthFactor(-0.2, 0.1);
    evenly(zoom, -0.1, 0.2, map -> map.yDown - 1);
    evenly(zoom, -0.2, 0.1, map -> map.xRight - 1);
    evenly(new RandomZoom(0.1), -0.1, 0.1, map -> map.xRight - 1);
  }

  @Test
  void shearsAreEven() {
    RandomShear shear = new RandomShear().xFactor(0.1).yFactor(0.05, 0.1);
    evenly(shear, -0.1, 0.1, map -> map.xDown);
    evenly(shear, 0.05, 0.1, map -> Math.abs(map.yRight));
  }

  @Test
  void translationsAreEven() {
    RandomTranslation translation =
        new RandomTranslation(new double[] {-0.1, 0.2}, new double[] {0.1});
    evenly(translation, -0.1, 0.2, map -> (MIDDLE - map.y) / SIDE);
    evenly(translation, -0.1, 0.1, map -> (MIDDLE - map.x) / SIDE);
  }

  /**
   * Kolmogorov and Smirnov: of n even numbers, the greatest distance is below 1.63 / sqrt(n) in 99
   * % of the cases.
   */
  private static void evenly(
      Layer layer, double least, double greatest, ToDoubleFunction<Seen> parameter) {
    double[] numbers = Arrays.stream(seen(layer)).mapToDouble(parameter).sorted().toArray();
    double distance = 0;
    for (int i = 0; i < numbers.length; i++) {
      double even = (numbers[i] - least) / (greatest - least);
      assertThat(even).isBetween(-1e-3, 1 + 1e-3);
      distance = Math.max(distance, Math.abs(even - (i + 0.5) / numbers.length));
    }
    assertThat(distance).isLessThan(1.63 / Math.sqrt(numbers.length));
  }

  private static Seen[] seen(Layer layer) {
    float[] places = new float[BATCH * SIDE * SIDE * 2];
    for (int i = 0; i < places.length; i += 2) {
      places[i] = i / 2 % SIDE;
      places[i + 1] = i / 2 / SIDE % SIDE;
    }
    float[] y;
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, SIDE, SIDE, 2), true)) {
      Array x = Array.of(places, BATCH, SIDE, SIDE, 2);
      y = (float[]) run.output(x, Map.of(), 0).elements();
    }
    Seen[] seen = new Seen[BATCH];
    for (int image = 0; image < BATCH; image++) {
      int middle = ((image * SIDE + MIDDLE) * SIDE + MIDDLE) * 2;
      int right = middle + 2;
      int down = middle + 2 * SIDE;
      seen[image] =
          new Seen(
              y[middle],
              y[middle + 1],
              y[right] - y[middle],
              y[right + 1] - y[middle + 1],
              y[down] - y[middle],
              y[down + 1] - y[middle + 1]);
    }
    return seen;
  }
}

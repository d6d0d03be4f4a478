package io.github.inverseactivation.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.models.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The founding example: two kernels do the work of four. */
class EdgeDetectionTest {
  private static final Path PHOTOGRAPH = Path.of("docs/images/photograph.png");

  @Test
  void twoKernelsAndInverseActivationEqualFourKernelsAndRelu() throws IOException {
    Array image = Png.read(PHOTOGRAPH).reshape(1, 256, 256, 1);
    float[] down = {-1, -2, -1, 0, 0, 0, 1, 2, 1};
    float[] right = {-1, 0, 1, -2, 0, 2, -1, 0, 1};
    float[] four = new float[36];
    for (int i = 0; i < 9; i++) {
      four[i * 4] = down[i];
      four[i * 4 + 1] = right[i];
      four[i * 4 + 2] = -down[i];
      four[i * 4 + 3] = -right[i];
    }
    try (Sequential two = EdgeDetection.model(1);
        Sequential relu =
            Sequential.of(
                Input.shape(-1, -1, 1),
                new Conv2D(4, 3).useBias(false).activation(Activations.RELU))) {
      relu.weights(List.of(Array.of(four, 3, 3, 1, 4)));
      Array maps = two.predict(image);
      assertThat(maps.shape()).containsExactly(1, 254, 254, 4);
      assertThat(maps.doubles()).containsExactly(relu.predict(image).doubles(), within(1e-3));

      assertThat(two.summary().macs()).isEqualTo(18);
      assertThat(relu.summary().macs()).isEqualTo(36);
    }
    try (Sequential rgb = EdgeDetection.model(3)) {
      assertThat(rgb.summary().macs()).isEqualTo(54);
    }
  }

  @Test
  void eachMapIsTheDirectionItsNameSays() {
    // Bright below, and bright to the right: a step of 10 gives Sobel's 40.
    float[] below = {0, 0, 0, 0, 0, 0, 10, 10, 10};
    float[] right = {0, 0, 10, 0, 0, 10, 0, 0, 10};
    assertThat(maps(below)).containsExactly(new float[] {40, 0, 0, 0}, within(0f));
    assertThat(maps(right)).containsExactly(new float[] {0, 40, 0, 0}, within(0f));
    float[] above = {10, 10, 10, 0, 0, 0, 0, 0, 0};
    assertThat(maps(above)).containsExactly(new float[] {0, 0, 40, 0}, within(0f));
    assertThat(EdgeDetection.DIRECTIONS).containsExactly("down", "right", "up", "left");
  }

  private static float[] maps(float[] image) {
    try (Sequential model = EdgeDetection.model(1)) {
      return model.predict(Array.of(image, 1, 3, 3, 1)).floats();
    }
  }

  @Test
  void theProgramWritesThePicture(@TempDir Path folder) throws IOException {
    Path edges = folder.resolve("edges.png");
    EdgeDetection.main(new String[] {PHOTOGRAPH.toString(), edges.toString()});
    Array picture = Png.read(edges);
    assertThat(picture.shape()).containsExactly(254, 4 * 254, 1);
    assertThat(picture.floats()).contains(0, 255);
  }
}

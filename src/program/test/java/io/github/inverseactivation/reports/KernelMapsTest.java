package io.github.inverseactivation.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.preprocessing.RandomRotation;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.layers.reshaping.Permute;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Sequential;
import java.awt.Point;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kernels and maps: the right colours in the right places, from the right numbers. */
class KernelMapsTest {
  private static final int WHITE = 0xffffff;
  private static final int POSITIVE = Picture.rgb(Colours.POSITIVE);
  private static final int NEGATIVE = Picture.rgb(Colours.NEGATIVE);

  @Test
  void theTwoSignsHaveTwoColours() {
    assertThat(Colours.POSITIVE.getRed()).isGreaterThan(2 * Colours.POSITIVE.getBlue());
    assertThat(Colours.NEGATIVE.getBlue()).isGreaterThan(2 * Colours.NEGATIVE.getRed());
  }

  @Test
  void aKnownKernelHasItsColoursInItsPlaces() {
    // [row][column][kernel]: the first kernel is 1 -1 / 0 0.5, the second 0 0 / 0 -1.
    float[] kernels = {1, 0, -1, 0, 0, 0, 0.5f, -1};
    try (Sequential model = Sequential.of(Input.shape(4, 4, 1), new Conv2D(2, 2).name("edges"))) {
      model.weights("edges", List.of(Array.of(kernels, 2, 2, 1, 2), Array.of(new float[2])));
      KernelMaps maps = KernelMaps.of(model);
      Picture picture = Picture.of(maps.kernels());

      int half = // halfway from white to the full colour, in each of its parts
          Picture.rgb(
              (256 + Colours.POSITIVE.getRed()) / 2,
              (256 + Colours.POSITIVE.getGreen()) / 2,
              (256 + Colours.POSITIVE.getBlue()) / 2);
      int[][] first = {{POSITIVE, NEGATIVE}, {WHITE, half}};
      int[][] second = {{WHITE, WHITE}, {WHITE, NEGATIVE}};
      int scale = 36;
      List<Point> firstPlaces = picture.places(Picture.squares(2, 2, scale, (y, x) -> first[y][x]));
      List<Point> secondPlaces =
          picture.places(Picture.squares(2, 2, scale, (y, x) -> second[y][x]));
      assertThat(maps.layer()).isEqualTo("edges");
      assertThat(maps.count()).isEqualTo(2);
      assertThat(firstPlaces).hasSize(1);
      assertThat(secondPlaces).hasSize(1);
      assertThat(secondPlaces.get(0).y).isEqualTo(firstPlaces.get(0).y);
      assertThat(secondPlaces.get(0).x).isGreaterThan(firstPlaces.get(0).x + 2 * scale);
    }
  }

  @Test
  void mapsShowEachSignByItself() {
    try (Sequential model =
        Sequential.of(
            Input.shape(2, 2, 1),
            new Rescaling(0.5),
            new Conv2D(1, 1).name("same"),
            new InverseActivation())) {
      model.weights("same", List.of(Array.of(new float[] {1}, 1, 1, 1, 1), Array.of(new float[1])));
      KernelMaps maps = KernelMaps.of(model);
      Array image = Array.of(new float[] {4, -2, 0, -4}, 2, 2, 1);

      assertThat(maps.responses(image).floats()).containsExactly(2, -1, 0, -2);
      int half =
          Picture.rgb(
              (255 + Colours.NEGATIVE.getRed()) / 2,
              (256 + Colours.NEGATIVE.getGreen()) / 2,
              (256 + Colours.NEGATIVE.getBlue()) / 2);
      int[][] positive = {{POSITIVE, WHITE}, {WHITE, WHITE}};
      int[][] negative = {{WHITE, half}, {WHITE, NEGATIVE}};
      Picture picture = Picture.of(maps.maps(image));
      List<Point> left = picture.places(Picture.squares(2, 2, 56, (y, x) -> positive[y][x]));
      List<Point> right = picture.places(Picture.squares(2, 2, 56, (y, x) -> negative[y][x]));
      assertThat(left).hasSize(1);
      assertThat(right).hasSize(1);
      assertThat(right.get(0).y).isEqualTo(left.get(0).y);
      assertThat(right.get(0).x).isGreaterThan(left.get(0).x + 112);
    }
  }

  @Test
  void responsesAreTheSumsOfADirectComputation() {
    Random random = new Random(3);
    float[] image = gaussian(random, 7 * 6 * 2);
    float[] kernel = gaussian(random, 3 * 2 * 2 * 4);
    float[] bias = gaussian(random, 4);
    try (Sequential model =
        Sequential.of(
            Input.shape(7, 6, 2),
            new Rescaling(2).offset(-1),
            new RandomRotation(0.5),
            new Conv2D(4, new int[] {3, 2}).activation(Activations.RELU).name("first"),
            new Conv2D(3, 3).padding(Padding.SAME))) {
      model.weights("first", List.of(Array.of(kernel, 3, 2, 2, 4), Array.of(bias)));

      Array found = KernelMaps.of(model).responses(Array.of(image, 7, 6, 2));

      assertThat(found.shape()).containsExactly(5, 5, 4);
      float[] z = found.floats();
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          for (int f = 0; f < 4; f++) {
            double sum = bias[f];
            for (int u = 0; u < 3; u++) {
              for (int v = 0; v < 2; v++) {
                for (int c = 0; c < 2; c++) {
                  double pixel = 2 * image[((i + u) * 6 + j + v) * 2 + c] - 1;
                  sum += pixel * kernel[((u * 2 + v) * 2 + c) * 4 + f];
                }
              }
            }
            assertThat(z[(i * 5 + j) * 4 + f]).isCloseTo((float) sum, within(1e-4f));
          }
        }
      }
    }
  }

  /** The same names within and without, a shared layer, a model in a model in a model. */
  @Test
  void nestedModelsAreLookedInto() {
    Array image = Array.of(gaussian(new Random(5), 5 * 5), 1, 5, 5, 1);
    try (Sequential inner =
            Sequential.of(
                Input.shape(5, 5, 1),
                new Rescaling(3).name("scale"),
                new Conv2D(2, 3).name("conv"));
        Model middle = wrapped(inner);
        Model outer = wrapped(middle)) {
      Array expected = inner.predict(image); // each of the others puts x / 2 + x / 2 before it

      KernelMaps maps = KernelMaps.of(outer);

      assertThat(maps.layer()).isEqualTo("conv");
      assertThat(maps.responses(image).floats()).containsExactly(expected.floats(), within(1e-4f));
    }
  }

  /** A model that computes what another does of the same image: halved, doubled by an addition. */
  private static Model wrapped(Model inner) {
    inner.weights(); // drawn now, so that the layer has the same
    Input x = Input.shape(5, 5, 1);
    Rescaling half = new Rescaling(0.5).name("scale");
    return Model.of(
        x,
        new InverseActivation()
            .apply(inner.asLayer().apply(new Add().apply(half.apply(x), half.apply(x)))));
  }

  @Test
  void channelsMayComeFirst() {
    Array kernel = Array.of(gaussian(new Random(7), 3 * 3 * 3 * 5), 3, 3, 3, 5);
    Array bias = Array.of(gaussian(new Random(8), 5));
    Array image = Array.of(gaussian(new Random(9), 8 * 6 * 3), 1, 8, 6, 3);
    try (Sequential last = Sequential.of(Input.shape(8, 6, 3), new Conv2D(5, 3).name("conv"));
        Sequential first =
            Sequential.of(
                Input.shape(8, 6, 3),
                new Permute(3, 1, 2),
                new Conv2D(5, 3).dataFormat(DataFormat.CHANNELS_FIRST).name("conv"))) {
      last.weights("conv", List.of(kernel, bias));
      first.weights("conv", List.of(kernel, bias));

      assertThat(KernelMaps.of(first).responses(image).floats())
          .containsExactly(KernelMaps.of(last).responses(image).floats(), within(1e-4f));
    }
  }

  @Test
  void coloursStandBelowEachOther() {
    float[] kernel = {1, -1, 0.5f}; // one weight for each colour
    try (Sequential model = Sequential.of(Input.shape(4, 4, 3), new Conv2D(1, 1).name("conv"))) {
      model.weights("conv", List.of(Array.of(kernel, 1, 1, 3, 1), Array.of(new float[1])));
      Picture picture = Picture.of(KernelMaps.of(model).kernels());
      Point red = picture.places(Picture.squares(1, 1, 72, (y, x) -> POSITIVE)).get(0);
      Point green = picture.places(Picture.squares(1, 1, 72, (y, x) -> NEGATIVE)).get(0);

      assertThat(green.x).isEqualTo(red.x);
      assertThat(green.y).isBetween(red.y + 72, red.y + 80);
    }
  }

  @Test
  void ofManyKernelsTheFirst64AreDrawn() {
    try (Sequential some = Sequential.of(Input.shape(4, 4, 1), new Conv2D(64, 3));
        Sequential many = Sequential.of(Input.shape(4, 4, 1), new Conv2D(1000, 3))) {
      KernelMaps maps = KernelMaps.of(many);
      Array image = Array.of(new float[16], 4, 4, 1);

      assertThat(maps.count()).isEqualTo(1000);
      assertThat(maps.kernels().shape()).isEqualTo(KernelMaps.of(some).kernels().shape());
      assertThat(maps.maps(image).shape()).isEqualTo(KernelMaps.of(some).maps(image).shape());
    }
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    try (Sequential dense = Sequential.of(Input.shape(4, 4, 1), new Flatten(), new Dense(2));
        Sequential images = Sequential.of(Input.shape(4, 4, 1), new Conv2D(2, 3))) {
      assertThatThrownBy(() -> KernelMaps.of(dense))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no Conv2D")
          .hasMessageContaining("[flatten, dense]");
      KernelMaps maps = KernelMaps.of(images);
      assertThatThrownBy(() -> maps.maps(Array.of(new float[32], 2, 4, 4, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got [2, 4, 4, 1]");
      assertThatThrownBy(() -> maps.maps(Array.of(new float[25], 5, 5, 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void severalInputsOfOneConvolutionAreRefusedForMapsAlone() {
    Input a = Input.shape(4, 4, 1).name("a");
    Input b = Input.shape(4, 4, 1).name("b");
    try (Model model =
            Model.of(List.of(a, b), List.of(new Conv2D(2, 3).apply(new Add().apply(a, b))));
        Model one =
            Model.of(
                List.of(a, b),
                List.of(new Conv2D(2, 3).name("conv").apply(b), new Flatten().apply(a)))) {
      KernelMaps maps = KernelMaps.of(model);
      assertThat(maps.kernels().shape()).hasSize(3);
      assertThatThrownBy(() -> maps.maps(Array.of(new float[16], 4, 4, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[a, b]");
      assertThat(KernelMaps.of(one).input()).isEqualTo("b");
    }
  }

  private static float[] gaussian(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}

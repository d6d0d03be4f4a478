package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasTypes;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.Smirnov;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Random layers against Python Keras: see {@code golden/make_augmentation.py}. */
class AugmentationGoldenTest {
  private static final JsonNode GOLDEN = Golden.read("augmentation.json");
  private static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  static List<JsonNode> outcomes() {
    return list("outcomes");
  }

  static List<JsonNode> chosen() {
    return list("chosen");
  }

  static List<JsonNode> perspectives() {
    return list("perspectives");
  }

  static List<JsonNode> fields() {
    return list("fields");
  }

  private static List<JsonNode> list(String name) {
    List<JsonNode> nodes = new ArrayList<>();
    GOLDEN.get(name).forEach(nodes::add);
    return nodes;
  }

  /** Each image becomes one of Keras's results, each as often as the others or as it says. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void everyImageIsOneOfTheOutcomes(JsonNode golden) {
    int batch = 200;
    float[] y = ofCopies(golden, batch);
    int size = y.length / batch;

    JsonNode outcomes = golden.get("outcomes");
    int[] counts = new int[outcomes.size()];
    for (int i = 0; i < batch; i++) {
      float[] found = Arrays.copyOfRange(y, i * size, (i + 1) * size);
      int which = 0;
      while (which < counts.length && !same(found, Golden.values(outcomes.get(which)))) {
        which++;
      }
      assertThat(which)
          .as("outcome of image %d, %s", i, Arrays.toString(found))
          .isLessThan(counts.length);
      counts[which]++;
    }
    // Within 4.5 standard deviations.
    for (int i = 0; i < counts.length; i++) {
      double share = golden.path("shares").path(i).asDouble(1.0 / counts.length);
      double deviation = Math.sqrt(batch * share * (1 - share));
      assertThat((double) counts[i]).isCloseTo(batch * share, offset(4.5 * deviation + 1e-9));
    }
  }

  private static boolean same(float[] found, double[] expected) {
    for (int i = 0; i < found.length; i++) {
      if (Math.abs(found[i] - expected[i]) > 1e-5) {
        return false;
      }
    }
    return true;
  }

  /** What pixels become, and by how much they then differ. */
  @ParameterizedTest
  @MethodSource("chosen")
  void choicesAreDistributedAsKerassAre(JsonNode golden) {
    int batch = 2000;
    float[] y = ofCopies(golden, batch);
    Shape shape = Golden.shape(golden.get("image"));
    JsonNode spots = GOLDEN.get("spots");
    double[][] seen = new double[spots.size()][batch];
    for (int i = 0; i < seen.length; i++) {
      int place = 0;
      for (int axis = 0; axis < 3; axis++) {
        place = place * (int) shape.get(axis) + spots.get(i).get(axis).asInt();
      }
      for (int each = 0; each < batch; each++) {
        seen[i][each] = y[each * (int) shape.size() + place];
      }
      isDistributed(seen[i], golden.get("spots").get(i), golden);
    }
    JsonNode pairs = GOLDEN.get("spot_pairs");
    for (int i = 0; i < pairs.size(); i++) {
      double[] one = seen[pairs.get(i).get(0).asInt()];
      double[] other = seen[pairs.get(i).get(1).asInt()];
      double[] differences = new double[batch];
      Arrays.setAll(differences, each -> one[each] - other[each]);
      isDistributed(differences, golden.get("differences").get(i), golden);
    }
  }

  /** Where pixels of the output lie in the input, and where they lie to each other. */
  @ParameterizedTest
  @MethodSource("perspectives")
  void perspectivesAreDistributedAsKerassAre(JsonNode golden) {
    int batch = 2000;
    int height = GOLDEN.get("view").get(0).asInt();
    int width = GOLDEN.get("view").get(1).asInt();
    Layer layer = CODEC.readLayer(golden.get("config"));
    float[] y = train(layer, places(batch, height, width), Shape.of(height, width, 2));
    JsonNode pixels = GOLDEN.get("pixels");
    double[][][] seen = new double[pixels.size()][2][batch];
    for (int i = 0; i < seen.length; i++) {
      int pixel = pixels.get(i).get(0).asInt() * width + pixels.get(i).get(1).asInt();
      for (int image = 0; image < batch; image++) {
        seen[i][0][image] = y[(image * height * width + pixel) * 2];
        seen[i][1][image] = y[(image * height * width + pixel) * 2 + 1];
      }
    }
    JsonNode pairs = GOLDEN.get("pairs");
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < seen.length; i++) {
        isDistributed(seen[i][axis], golden.get("places").get(i).get(axis), golden);
      }
      for (int i = 0; i < pairs.size(); i++) {
        double[] one = seen[pairs.get(i).get(0).asInt()][axis];
        double[] other = seen[pairs.get(i).get(1).asInt()][axis];
        double[] differences = new double[batch];
        Arrays.setAll(differences, image -> one[image] - other[image]);
        isDistributed(differences, golden.get("differences").get(i).get(axis), golden);
      }
    }
  }

  private static void isDistributed(double[] found, JsonNode quantiles, JsonNode golden) {
    Smirnov.assertDistributed(found, quantiles, golden.get("images").asInt(), 1e-4);
  }

  /** Images whose channels are the column and the row. */
  private static float[] places(int batch, int height, int width) {
    float[] places = new float[batch * height * width * 2];
    for (int i = 0; i < places.length; i += 2) {
      places[i] = i / 2 % width;
      places[i + 1] = i / 2 / width % height;
    }
    return places;
  }

  /** How far pixels move, and how much their neighbours go with them. */
  @ParameterizedTest
  @MethodSource("fields")
  void elasticFieldsAreDistributedAsKerassAre(JsonNode golden) {
    int batch = 200;
    int height = GOLDEN.get("size").get(0).asInt();
    int width = GOLDEN.get("size").get(1).asInt();
    int margin = GOLDEN.get("margin").asInt();
    float[] places = places(batch, height, width);
    Layer layer = CODEC.readLayer(golden.get("config"));
    float[] y = train(layer, places, Shape.of(height, width, 2));
    double[][][][] moved = new double[2][batch][height][width];
    for (int i = 0; i < y.length; i++) {
      int pixel = i / 2;
      moved[i % 2][pixel / width / height][pixel / width % height][pixel % width] =
          y[i] - places[i];
    }

    for (double[][][] along : moved) {
      double variance = product(along, along, margin, 0, 0);
      assertThat(Math.sqrt(variance) / golden.get("deviation").asDouble())
          .isCloseTo(1, offset(0.03));
      for (JsonNode lag : golden.get("correlations")) {
        double found =
            product(along, along, margin, lag.get("down").asInt(), lag.get("right").asInt());
        assertThat(found / variance)
            .as(lag.toString())
            .isCloseTo(lag.get("value").asDouble(), offset(0.03));
      }
    }
    double both = product(moved[0], moved[1], margin, 0, 0);
    assertThat(both / product(moved[0], moved[0], margin, 0, 0))
        .as("correlation of both directions")
        .isCloseTo(0, offset(0.04));
  }

  /** The mean product of pixels with others some rows and columns away, without the margin. */
  private static double product(
      double[][][] one, double[][][] other, int margin, int down, int right) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      for (int row = margin; row < one[i].length - margin - down; row++) {
        for (int column = margin; column < one[i][row].length - margin - right; column++) {
          sum += one[i][row][column] * other[i][row + down][column + right];
          count++;
        }
      }
    }
    return sum / count;
  }

  /** What a layer makes, in training, of so many copies of one image. */
  private static float[] ofCopies(JsonNode golden, int batch) {
    double[] image = Golden.values(golden.get("image"));
    float[] images = new float[batch * image.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) image[i % image.length];
    }
    Shape shape = Golden.shape(golden.get("image"));
    return train(CODEC.readLayer(golden.get("config")), images, shape);
  }

  private static float[] train(Layer layer, float[] images, Shape shape) {
    try (LayerRun run = new LayerRun(layer, Shape.of(-1).append(shape), true)) {
      long batch = images.length / shape.size();
      Array x = Array.of(images, Shape.of(batch).append(shape).asArray());
      return (float[]) run.output(x, Map.of(), 0).elements();
    }
  }
}

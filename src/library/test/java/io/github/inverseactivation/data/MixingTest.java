package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.Smirnov;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MixUp and CutMix against Python Keras, see {@code golden/make_mixing.py}, and as a stage. */
class MixingTest {
  private static final JsonNode GOLDEN = Golden.read("mixing.json");
  private static final int COUNT = 3;
  private static final int HEIGHT = 6;
  private static final int WIDTH = 5;
  private static final int CHANNELS = 2;
  private static final int SIZE = HEIGHT * WIDTH * CHANNELS;
  private static final int DRAWS = 3000;

  static List<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    GOLDEN.get("cases").forEach(cases::add);
    return cases;
  }

  /** Images whose pixels are all different, and one-hot labels. */
  private static Batch batch() {
    float[] images = new float[COUNT * SIZE];
    for (int i = 0; i < images.length; i++) {
      images[i] = i;
    }
    float[][] labels = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    Array x = Array.of(images, COUNT, HEIGHT, WIDTH, CHANNELS);
    return new Batch(List.of(x), List.of(Array.of(labels)), null);
  }

  private static float[] images(Batch batch) {
    return batch.inputs().get(0).floats();
  }

  private static float[] labels(Batch batch) {
    return batch.targets().get(0).floats();
  }

  private static BatchAugmentation layer(JsonNode golden) {
    double[] value = new double[golden.get("value").size()];
    Arrays.setAll(value, i -> golden.get("value").get(i).asDouble());
    return golden.get("layer").asText().equals("MixUp")
        ? new MixUp().alpha(value[0])
        : new CutMix().factor(value);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isDistributedAsKerassIs(JsonNode golden) {
    BatchAugmentation layer = layer(golden);
    List<Batch> made =
        IntStream.range(0, DRAWS).mapToObj(seed -> layer.apply(batch(), seed)).toList();
    JsonNode spots = GOLDEN.get("spots");
    for (int i = 0; i < spots.size(); i++) {
      int spot = spots.get(i).asInt();
      isDistributed(made, each -> images(each)[spot], golden.get("spots").get(i), golden);
    }
    for (int i = 0; i < 2 * COUNT; i++) {
      int place = i;
      isDistributed(made, each -> labels(each)[place], golden.get("labels").get(i), golden);
    }
    isDistributed(made, each -> labels(each)[0] - labels(each)[COUNT], golden.get("apart"), golden);
    float[] own = images(batch());
    isDistributed(
        made,
        each -> IntStream.range(0, SIZE).filter(i -> images(each)[i] != own[i]).count(),
        golden.get("others"),
        golden);
  }

  private interface Statistic {
    double of(Batch batch);
  }

  private static void isDistributed(
      List<Batch> made, Statistic statistic, JsonNode quantiles, JsonNode golden) {
    double[] found = made.stream().mapToDouble(statistic::of).toArray();
    Smirnov.assertDistributed(found, quantiles, golden.get("images").asInt(), 1e-3);
  }

  /** A label says how much of each image there is in its image. */
  @Test
  void mixUpMixesImagesAsLabels() {
    float[] from = images(batch());
    for (int seed = 0; seed < 100; seed++) {
      Batch made = new MixUp().alpha(1).apply(batch(), seed);
      float[] y = labels(made);
      for (int i = 0; i < COUNT * SIZE; i++) {
        double expected = 0;
        for (int k = 0; k < COUNT; k++) {
          expected += y[i / SIZE * COUNT + k] * from[k * SIZE + i % SIZE];
        }
        assertThat((double) images(made)[i]).isCloseTo(expected, offset(1e-3));
      }
    }
  }

  /** What is not an image's own is a whole rectangle of another, whose area the label says. */
  @Test
  void cutMixPastesRectangles() {
    for (int seed = 0; seed < 300; seed++) {
      Batch made = new CutMix().apply(batch(), seed);
      for (int i = 0; i < COUNT; i++) {
        float[] label = Arrays.copyOfRange(labels(made), i * COUNT, (i + 1) * COUNT);
        int other = -1;
        int[] pastedRows = new int[HEIGHT];
        int[] pastedColumns = new int[WIDTH];
        int pasted = 0;
        for (int pixel = 0; pixel < SIZE; pixel++) {
          int source = (int) images(made)[i * SIZE + pixel];
          assertThat(source % SIZE).isEqualTo(pixel);
          if (source / SIZE != i) {
            assertThat(other).isIn(-1, source / SIZE);
            other = source / SIZE;
            pastedRows[pixel / CHANNELS / WIDTH] = 1;
            pastedColumns[pixel / CHANNELS % WIDTH] = 1;
            pasted++;
          }
        }
        int rows = Arrays.stream(pastedRows).sum();
        int columns = Arrays.stream(pastedColumns).sum();
        assertThat(pasted).isEqualTo(rows * columns * CHANNELS);
        if (other >= 0) {
          assertThat(label[i] + label[other]).isCloseTo(1, offset(1e-6f));
          double side = Math.sqrt(label[other]);
          assertThat((double) rows).isCloseTo(side * HEIGHT, offset(1.0));
          assertThat((double) columns).isCloseTo(side * WIDTH, offset(1.0));
        }
      }
    }
  }

  private static Dataset data() {
    float[] images = new float[10 * 4];
    for (int i = 0; i < images.length; i++) {
      images[i] = i;
    }
    int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
    return Dataset.of(Array.of(images, 10, 2, 2, 1), Array.of(labels)).map(e -> e.oneHot(3));
  }

  @Test
  void aWalkWithASeedIsAugmentedAlwaysAlike() {
    for (BatchAugmentation layer : List.of(new MixUp().alpha(1), new CutMix().factor(1, 1))) {
      Dataset augmented = data().augment(layer);
      assertThat(augmented.inputs()).isEqualTo(data().inputs());
      assertThat(augmented.targets()).isEqualTo(data().targets());
      assertThat(augmented.batches(4)).containsExactlyElementsOf(data().batches(4));
      List<Batch> first = list(augmented.batches(4, 7));
      assertThat(list(augmented.batches(4, 7))).isEqualTo(first);
      assertThat(list(augmented.prefetch(2, 2).batches(4, 7))).isEqualTo(first);
      assertThat(list(augmented.batches(4, 8))).isNotEqualTo(first);
      assertThat(list(data().batches(4, 7))).isNotEqualTo(first);
    }
    assertThat(list(data().augment(new MixUp().seed(1)).batches(10, 7)))
        .isNotEqualTo(list(data().augment(new MixUp()).batches(10, 7)));
    assertThat(list(data().augment(new CutMix().seed(1)).batches(10, 7)))
        .isNotEqualTo(list(data().augment(new CutMix()).batches(10, 7)));
  }

  /** Each batch of an epoch draws its own numbers. */
  @Test
  void batchesDrawApart() {
    List<Long> seeds = new ArrayList<>();
    Dataset watched =
        data()
            .augment(
                (batch, seed) -> {
                  seeds.add(seed);
                  return batch;
                });
    assertThat(list(watched.batches(2, 1))).isEqualTo(list(data().batches(2, 1)));
    list(watched.batches(2, 2));
    assertThat(seeds).hasSize(10).doesNotHaveDuplicates();
  }

  private static List<Batch> list(Iterable<Batch> batches) {
    List<Batch> list = new ArrayList<>();
    batches.forEach(list::add);
    return list;
  }

  @Test
  void weightsOfExamplesStay() {
    Array weights = Array.of(new float[] {1, 2, 3});
    Batch weighted = new Batch(batch().inputs(), batch().targets(), weights);
    assertThat(new MixUp().apply(weighted, 1).sampleWeights()).isEqualTo(weights);
    assertThat(new CutMix().apply(weighted, 1).sampleWeights()).isEqualTo(weights);
  }

  @Test
  void cutMixTakesImagesOfAnyType() {
    Array bytes = batch().inputs().get(0).cast(DType.UINT8);
    Batch made = new CutMix().apply(new Batch(List.of(bytes), batch().targets(), null), 5);
    assertThat(made.inputs().get(0))
        .isEqualTo(new CutMix().apply(batch(), 5).inputs().get(0).cast(DType.UINT8));
  }

  @Test
  void oneHotIsAVectorOfTheClass() {
    Array image = Array.of(new float[] {5});
    assertThat(Example.of(image, 2).oneHot(3).target()).isEqualTo(Array.of(new float[] {0, 0, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Example.of(image, 3).oneHot(3))
        .withMessageStartingWith("the target must be a class from 0 to 2, not ");
  }

  @Test
  void refusesWhatItCannotMix() {
    Batch numbered = new Batch(batch().inputs(), List.of(Array.of(new int[] {0, 1, 2})), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixUp().apply(numbered, 1))
        .withMessageContaining("map examples with Example.oneHot");
    Batch bytes =
        new Batch(List.of(batch().inputs().get(0).cast(DType.UINT8)), batch().targets(), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixUp().apply(bytes, 1))
        .withMessageContaining("MixUp mixes FLOAT32");
    Batch flat =
        new Batch(List.of(batch().inputs().get(0).reshape(3, SIZE)), batch().targets(), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMix().apply(flat, 1))
        .withMessageContaining("[batch, height, width, channels]");
    Array one = batch().inputs().get(0);
    Batch two = new Batch(List.of(one, one), batch().targets(), null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMix().apply(two, 1))
        .withMessage("CutMix takes examples of one input, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixUp().alpha(0))
        .withMessage("alpha must be a finite number of at least 1.0E-6, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMix().factor(0.5, 2))
        .withMessage("factor takes one number or two, from 0 to 1, not [0.5, 2.0]");
    Dataset undone = Dataset.of(Array.of(new float[4], 2, 2), Array.of(new int[2]));
    assertThatIllegalStateException()
        .isThrownBy(() -> list(undone.augment(new MixUp()).batches(2, 1)))
        .withMessageStartingWith("augment failed on batch 0: ");
  }
}

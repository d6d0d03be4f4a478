package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArrayDatasetTest {
  private final Array inputs =
      Array.uint8(new byte[] {0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16}, 7, 2);
  private final Array targets = Array.of(new int[] {0, 1, 2, 3, 4, 5, 6});

  @Test
  void keepsTheOrderAndTheLastPartialBatch() {
    List<Batch> batches = list(Dataset.of(inputs, targets).batches(3));

    assertThat(batches).extracting(Batch::size).containsExactly(3, 3, 1);
    assertThat(batches.get(1).inputs())
        .containsExactly(Array.uint8(new byte[] {3, 13, 4, 14, 5, 15}, 3, 2));
    assertThat(batches.get(1).targets()).containsExactly(Array.of(new int[] {3, 4, 5}));
    assertThat(batches.get(2).targets()).containsExactly(Array.of(new int[] {6}));
    assertThat(batches.get(0).sampleWeights()).isNull();
  }

  @Test
  void shufflesAllArraysAlikeAndByTheSeedAlone() {
    float[] weights = {0, .1f, .2f, .3f, .4f, .5f, .6f};
    ArrayDataset data = Dataset.of(inputs, targets).sampleWeights(Array.of(weights));

    List<Batch> first = list(data.batches(2, 5));

    assertThat(list(data.batches(2, 5))).isEqualTo(first);
    assertThat(list(data.batches(2, 6))).isNotEqualTo(first);
    List<Integer> seen = new ArrayList<>();
    for (Batch batch : first) {
      int[] labels = (int[]) batch.targets().get(0).elements();
      byte[] pixels = (byte[]) batch.inputs().get(0).elements();
      for (int i = 0; i < labels.length; i++) {
        seen.add(labels[i]);
        assertThat(pixels[2 * i]).isEqualTo((byte) labels[i]);
        assertThat(pixels[2 * i + 1]).isEqualTo((byte) (labels[i] + 10));
        assertThat(batch.sampleWeights().floats()[i]).isEqualTo(weights[labels[i]]);
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6)
        .isNotEqualTo(List.of(0, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void shufflesUniformly() {
    int[][] counts = new int[4][4];
    for (int seed = 0; seed < 4000; seed++) {
      int[] order = ArrayDataset.shuffledOrder(4, seed * 7919L);
      IntStream.range(0, 4).forEach(i -> counts[i][order[i]]++);
    }
    // 1000 expected with a standard deviation of 27; five of them is beyond chance.
    assertThat(Arrays.stream(counts).flatMapToInt(Arrays::stream))
        .allMatch(count -> Math.abs(count - 1000) < 137);
  }

  @Test
  void takesAndSkips() {
    ArrayDataset part = Dataset.of(inputs, targets).skip(2).take(3);

    assertThat(part.size()).isEqualTo(3);
    assertThat(part.targetArrays()).containsExactly(Array.of(new int[] {2, 3, 4}));
    assertThat(list(part.batches(2)))
        .extracting(b -> b.targets().get(0).longs()[0])
        .containsExactly(2L, 4L);
    List<Long> shuffled = new ArrayList<>();
    part.batches(2, 1)
        .forEach(b -> Arrays.stream(b.targets().get(0).longs()).forEach(shuffled::add));
    assertThat(shuffled).containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(part.skip(1).take(100).targetArrays()).containsExactly(Array.of(new int[] {3, 4}));
    assertThat(part.sampleWeights(Array.of(new float[] {1, 2, 3})).skip(2).sampleWeights())
        .isEqualTo(Array.of(new float[] {3}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> part.skip(3))
        .withMessage("skip must leave at least 1 of 3 examples, got 3");
    assertThatIllegalArgumentException().isThrownBy(() -> part.take(0));
  }

  @Test
  void sharesTheArraysOfTheWhole() {
    ArrayDataset data = Dataset.of(inputs, targets);
    assertThat(data.inputArrays().get(0)).isSameAs(inputs);
    assertThat(data.targetArrays().get(0)).isSameAs(targets);
  }

  @Test
  void splitsOffTheLastExamplesAsKerasDoes() {
    // Keras: int(math.floor(7 * (1.0 - 0.25))) == 5
    ArrayDataset.Split split = Dataset.of(inputs, targets).split(0.25);

    assertThat(split.train().targetArrays()).containsExactly(Array.of(new int[] {0, 1, 2, 3, 4}));
    assertThat(split.validation().targetArrays()).containsExactly(Array.of(new int[] {5, 6}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(inputs).take(1).split(0.5))
        .withMessageContaining("one part would be empty");
    for (double bad : new double[] {0, 1, -1, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(inputs).split(bad));
    }
  }

  @Test
  void describesItsExamples() {
    ArrayDataset data = Dataset.of(inputs, targets);
    assertThat(data.inputs()).containsExactly(new ArraySpec(DType.UINT8, new long[] {2}));
    assertThat(data.targets()).containsExactly(new ArraySpec(DType.INT32, new long[0]));
    assertThat(data).hasToString("Dataset(7 examples, inputs [uint8[2]], targets [int32[]])");
    assertThat(Dataset.of(inputs).targets()).isEmpty();
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(inputs, Array.of(new int[6])))
        .withMessage("targets has 6 examples, but the first input has 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(List.of(inputs, Array.of(new int[2])), List.of()))
        .withMessage("inputs[1] has 2 examples, but the first input has 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(inputs).sampleWeights(Array.of(new float[8])))
        .withMessage("sampleWeights has 8 examples, but the first input has 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(inputs).sampleWeights(Array.of(new float[14], 7, 2, 1)))
        .withMessageContaining("one number for each example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(Array.of(new float[0], 0, 2)))
        .withMessage("inputs has no examples; at least 1 is expected");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(Array.scalar(DType.INT32, new int[1])));
    assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(inputs).batches(0))
        .withMessage("batchSize must be at least 1, got 0");
  }

  @Test
  void takesTheLargestBatchSize() {
    assertThat(list(Dataset.of(inputs).batches(Integer.MAX_VALUE, 3))).hasSize(1);
    Iterator<Batch> one = Dataset.of(inputs).batches(7).iterator();
    one.next();
    Assertions.assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(one::next);
  }

  private static List<Batch> list(Iterable<Batch> batches) {
    List<Batch> list = new ArrayList<>();
    batches.forEach(list::add);
    return list;
  }
}

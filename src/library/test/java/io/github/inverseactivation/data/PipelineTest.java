package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stages of a data set, over sources of each kind. */
class PipelineTest {
  private static final LongFunction<Example> NUMBERED =
      i -> Example.of(Array.of(new float[] {i, -i}), (int) i);

  /** Examples that come one after the other, in an unknown number. */
  private static Dataset stream(int size) {
    return Dataset.generate(() -> LongStream.range(0, size).mapToObj(NUMBERED));
  }

  private static Dataset indexed(int size) {
    return Dataset.generate(size, NUMBERED);
  }

  private static ArrayDataset arrays(int size) {
    float[] inputs = new float[2 * size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      inputs[2 * i] = i;
      inputs[2 * i + 1] = -i;
      labels[i] = i;
    }
    return Dataset.of(Array.of(inputs, size, 2), Array.of(labels));
  }

  /** The numbers of the examples, which are their labels; input and label belong together. */
  private static List<Integer> numbers(Iterable<Batch> batches) {
    List<Integer> numbers = new ArrayList<>();
    for (Batch batch : batches) {
      int[] labels = (int[]) batch.targets().get(0).elements();
      float[] inputs = batch.inputs().get(0).floats();
      for (int i = 0; i < labels.length; i++) {
        assertThat(inputs[2 * i]).isEqualTo(labels[i]);
        numbers.add(labels[i]);
      }
    }
    return numbers;
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void allSourcesMakeTheSameBatches() {
    List<Batch> expected = new ArrayList<>();
    arrays(7).batches(3).forEach(expected::add);

    assertThat(stream(7).batches(3)).containsExactlyElementsOf(expected);
    assertThat(indexed(7).batches(3)).containsExactlyElementsOf(expected);
    assertThat(arrays(7).map(e -> e).batches(3)).containsExactlyElementsOf(expected);
    assertThat(stream(7).inputs()).isEqualTo(arrays(7).inputs());
    assertThat(stream(7).targets()).isEqualTo(arrays(7).targets());
    assertThat(indexed(7).size()).isEqualTo(7);
    assertThat(stream(7).size()).isEqualTo(Dataset.UNKNOWN_SIZE);
    assertThat(stream(7)).hasToString("Dataset(unknown examples)");
  }

  @Test
  void aSeedShufflesWhatCanBeHadByNumber() {
    List<Integer> expected = numbers(arrays(50).batches(8, 5));

    assertThat(expected).isNotEqualTo(range(0, 50));
    Dataset[] same = {
      indexed(50),
      indexed(50).map(e -> e),
      arrays(50).map(e -> e),
      indexed(50).shuffle(2),
      indexed(50).prefetch(2),
      arrays(50).map(e -> e).prefetch(2),
      indexed(50).prefetch(2).map(e -> e),
      indexed(50).prefetch(1, 3),
      indexed(50).cache().prefetch(2, 4),
      stream(50).cache().prefetch(2, 4),
      indexed(50).cache(),
      indexed(60).take(50),
      indexed(30).concatenate(indexed(50).skip(30)),
      stream(50).cache(),
    };
    for (Dataset data : same) {
      assertThat(numbers(data.batches(8, 5))).isEqualTo(expected);
      assertThat(numbers(data.batches(8))).isEqualTo(range(0, 50));
    }
  }

  @Test
  void shufflesAStreamThroughABuffer() {
    Dataset data = stream(100).shuffle(10);

    List<Integer> order = numbers(data.batches(7, 1));
    assertThat(order).containsExactlyInAnyOrderElementsOf(range(0, 100));
    assertThat(order).isNotEqualTo(range(0, 100));
    for (int i = 0; i < 100; i++) {
      assertThat(order.get(i)).as("only ten are looked ahead").isLessThan(i + 10);
    }
    assertThat(numbers(data.batches(7, 1))).isEqualTo(order);
    assertThat(numbers(data.batches(7, 2))).isNotEqualTo(order);
    assertThat(numbers(data.prefetch(3).batches(7, 1))).isEqualTo(order);
    assertThat(numbers(data.batches(7))).isEqualTo(range(0, 100));
    assertThat(numbers(stream(5).shuffle(100).batches(7, 1)))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void shufflesABufferUniformly() {
    int[][] counts = new int[4][4];
    Dataset data = stream(4).shuffle(4);
    for (int seed = 0; seed < 4000; seed++) {
      List<Integer> order = numbers(data.batches(4, seed));
      IntStream.range(0, 4).forEach(i -> counts[i][order.get(i)]++);
    }
    // 1000 expected with a standard deviation of 27; five of them is beyond chance.
    assertThat(Stream.of(counts).flatMapToInt(IntStream::of))
        .allMatch(count -> Math.abs(count - 1000) < 137);
  }

  @Test
  void takesAndSkipsTheSameExamplesWhateverTheSeed() {
    for (Dataset data : List.of(stream(20), indexed(20), arrays(20), stream(20).shuffle(5))) {
      for (long seed = 0; seed < 3; seed++) {
        assertThat(numbers(data.take(6).batches(4, seed)))
            .containsExactlyInAnyOrderElementsOf(range(0, 6));
        assertThat(numbers(data.skip(6).batches(4, seed)))
            .containsExactlyInAnyOrderElementsOf(range(6, 20));
      }
      assertThat(numbers(data.skip(3).take(4).batches(3))).isEqualTo(range(3, 7));
      assertThat(numbers(data.take(100).batches(3))).isEqualTo(range(0, 20));
    }
    assertThat(indexed(20).take(6).size()).isEqualTo(6);
    assertThat(indexed(20).map(e -> e).skip(6).size()).isEqualTo(14);
    assertThat(Dataset.generate(() -> LongStream.range(0, 9).mapToObj(NUMBERED), 9).skip(2).size())
        .isEqualTo(7);
    assertThat(numbers(stream(5).skip(9).batches(3))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> indexed(20).skip(20))
        .withMessage("skip must leave at least 1 of 20 examples, got 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream(20).take(0))
        .withMessage("take needs at least 1 example, got 0");
  }

  @Test
  void takesFromAnEndlessSource() {
    Dataset endless = Dataset.generate(() -> LongStream.iterate(0, i -> i + 1).mapToObj(NUMBERED));
    assertThat(numbers(endless.take(5).prefetch(2).batches(2))).isEqualTo(range(0, 5));
  }

  @Test
  void repeatsInNewOrders() {
    Dataset data = arrays(10).repeat(3);

    assertThat(data.size()).isEqualTo(30);
    List<Integer> order = numbers(data.batches(4, 7));
    assertThat(order.subList(0, 10)).containsExactlyInAnyOrderElementsOf(range(0, 10));
    assertThat(order.subList(10, 20))
        .containsExactlyInAnyOrderElementsOf(range(0, 10))
        .isNotEqualTo(order.subList(0, 10));
    assertThat(numbers(data.batches(4, 7))).isEqualTo(order);
    assertThat(numbers(stream(2).repeat(2).batches(3))).containsExactly(0, 1, 0, 1);
    assertThat(stream(2).repeat(2).size()).isEqualTo(Dataset.UNKNOWN_SIZE);
    assertThatIllegalArgumentException().isThrownBy(() -> stream(2).repeat(0));
  }

  @Test
  void concatenates() {
    Dataset data = stream(3).concatenate(indexed(5).skip(3));
    assertThat(numbers(data.batches(2))).isEqualTo(range(0, 5));
    assertThat(data.size()).isEqualTo(Dataset.UNKNOWN_SIZE);
    assertThat(numbers(data.batches(2, 1)).subList(0, 3)).containsExactly(0, 1, 2);
    assertThat(indexed(3).concatenate(arrays(4)).size()).isEqualTo(7);
  }

  @Test
  void filters() {
    Dataset even = indexed(10).filter(e -> e.target().longs()[0] % 2 == 0);
    assertThat(even.size()).isEqualTo(Dataset.UNKNOWN_SIZE);
    assertThat(numbers(even.batches(3))).containsExactly(0, 2, 4, 6, 8);
    assertThat(numbers(even.batches(3, 1))).containsExactlyInAnyOrder(0, 2, 4, 6, 8);
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers(stream(3).filter(e -> 1 / e.target().longs()[0] > 0).batches(2)))
        .withMessage("filter failed on example 0: java.lang.ArithmeticException: / by zero");
  }

  @Test
  void cachesWhatIsCostly() {
    AtomicInteger calls = new AtomicInteger();
    for (Dataset source : List.of(stream(10), indexed(10))) {
      calls.set(0);
      Dataset data =
          source
              .map(
                  e -> {
                    calls.incrementAndGet();
                    return e;
                  })
              .cache();
      List<Integer> cold = numbers(data.batches(4, 3));
      assertThat(numbers(data.batches(4, 3))).isEqualTo(cold);
      assertThat(numbers(data.batches(4))).isEqualTo(range(0, 10));
      assertThat(calls).hasValue(10);
      assertThat(data.size()).isEqualTo(10);
    }
  }

  @Test
  void mapsBatches() {
    Dataset data =
        arrays(5)
            .mapBatches(
                b -> new Batch(List.of(b.inputs().get(0).cast(DType.FLOAT64)), b.targets(), null));
    assertThat(data.inputs()).containsExactly(new ArraySpec(DType.FLOAT64, new long[] {2}));
    assertThat(numbers(data.batches(2, 1))).isEqualTo(numbers(arrays(5).batches(2, 1)));
    assertThat(numbers(data.map(e -> e).take(3).batches(2))).isEqualTo(range(0, 3));
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers(arrays(5).mapBatches(b -> null).batches(2)))
        .withMessage("mapBatches returned null for the 2 of batch 0");
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers(arrays(5).mapBatches(b -> failOn(4, b)).batches(2)))
        .withMessageStartingWith("mapBatches failed on batch 2: ");
  }

  private static Batch failOn(int number, Batch batch) {
    if (batch.targets().get(0).longs()[0] == number) {
      throw new UnsupportedOperationException("no");
    }
    return batch;
  }

  private static Example failOn(int number, Example example) {
    if (example.target().longs()[0] == number) {
      throw new UnsupportedOperationException("no");
    }
    return example;
  }

  @Test
  void saysWhichExampleAFunctionFailedOn() {
    for (Dataset source : List.of(stream(20), indexed(20), arrays(20))) {
      Dataset data = source.map(e -> failOn(11, e));
      for (Dataset each :
          List.of(data, data.prefetch(2), data.prefetch(1, 4), data.shuffle(4), data.map(e -> e))) {
        for (Iterable<Batch> walk : List.of(each.batches(4), each.batches(4, 9))) {
          assertThatIllegalStateException()
              .isThrownBy(() -> numbers(walk))
              .withMessageContaining("map failed on example 11: ")
              .withRootCauseInstanceOf(UnsupportedOperationException.class);
        }
      }
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers(stream(3).map(e -> null).batches(2)))
        .withMessage("map returned null for example 0");
  }

  @Test
  void examplesOfABatchMustBeAlike() {
    Dataset data =
        indexed(6).map(e -> e.withInput(Array.of(new float[(int) e.target().longs()[0]])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(data.skip(3).batches(2)))
        .withMessage(
            "example 1 has inputs [float32[4]], targets [int32[]], but the first of its batch has"
                + " inputs [float32[3]], targets [int32[]]: make all alike, for instance in map");
  }

  @Test
  void aSourceMustKeepItsPromise() {
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers(sized(5, 6).batches(2)))
        .withMessage("the source was said to have 6 examples, but 5 came");
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers(sized(5, 4).batches(2)))
        .withMessage("the source was said to have 4 examples, but more came");
    assertThat(numbers(sized(5, 5).batches(2))).isEqualTo(range(0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> sized(5, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream(0).inputs())
        .withMessage("the data set has no examples; at least 1 is expected");
  }

  private static Dataset sized(int really, int promised) {
    return Dataset.generate(() -> LongStream.range(0, really).mapToObj(NUMBERED), promised);
  }

  @Test
  void keepsWeights() {
    Dataset weighted = arrays(4).sampleWeights(Array.of(new double[] {1, 2, 3, 4}));
    assertThat(weighted.map(e -> e).batches(3).iterator().next().sampleWeights())
        .isEqualTo(Array.of(new float[] {1, 2, 3}));
    Dataset some = indexed(3).map(e -> e.target().longs()[0] == 1 ? e.withSampleWeight(0.5f) : e);
    assertThat(some.batches(3).iterator().next().sampleWeights())
        .isEqualTo(Array.of(new float[] {1, 0.5f, 1}));
  }

  @Test
  void closesItsSource() {
    AtomicInteger open = new AtomicInteger();
    Dataset data =
        Dataset.generate(
            () -> {
              open.incrementAndGet();
              return LongStream.range(0, 100).mapToObj(NUMBERED).onClose(open::decrementAndGet);
            });
    Dataset staged =
        data.map(e -> e)
            .filter(e -> true)
            .shuffle(5)
            .skip(2)
            .take(50)
            .repeat(2)
            .concatenate(data)
            .mapBatches(b -> b)
            .prefetch(2);
    numbers(staged.batches(3));
    assertThat(open).hasValue(0);
    try (Cursor<Batch> batches = Cursor.over(staged.batches(3, 4))) {
      batches.next();
      assertThat(open).hasPositiveValue();
    }
    assertThat(open).hasValue(0);
    staged.inputs();
    staged.cache().batches(2).iterator().next();
    assertThat(open).hasValue(0);
  }

  @Test
  void walksEndAsIteratorsDo() {
    try (Cursor<Batch> batches = Cursor.over(stream(2).prefetch(1).batches(5))) {
      batches.next();
      assertThat(batches.hasNext()).isFalse();
      assertThat(batches.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(batches::next);
    }
    Cursor<Example> examples = Cursor.over(stream(2).examples());
    examples.close();
    assertThat(examples.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(examples::next);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream(2).batches(0))
        .withMessage("batchSize must be at least 1, got 0");
  }

  @Test
  void examplesSayWhatTheyHave() {
    Example example = Example.of(Array.of(new float[2]));
    assertThatIllegalStateException()
        .isThrownBy(example::target)
        .withMessage("the example has 0 targets, not 1: choose from targets()");
    assertThatIllegalArgumentException().isThrownBy(() -> new Example(List.of(), List.of(), null));
  }
}

package io.github.inverseactivation.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.testing.MapOptions;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class LossesTest {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void weighsSamplesOfSeveralPositionsByAVector() {
    Operand<TFloat32> labels = tf.zeros(tf.constant(new int[] {2, 3, 1}), TFloat32.class);
    Operand<TFloat32> predictions =
        tf.constant(StdArrays.ndCopyOf(new float[][][] {{{1}, {1}, {1}}, {{2}, {2}, {2}}}));
    Operand<TFloat32> weights = tf.constant(new float[] {10, 100});
    // (10 * 3 * 1 + 100 * 3 * 4) / 6
    assertThat(value(new MeanSquaredError().call(tf, labels, predictions, weights)))
        .isCloseTo(205, within(1e-4));
  }

  @Test
  void weighsByAScalar() {
    Operand<TFloat32> labels = tf.constant(StdArrays.ndCopyOf(new float[][] {{0}, {0}}));
    Operand<TFloat32> predictions = tf.constant(StdArrays.ndCopyOf(new float[][] {{1}, {3}}));
    assertThat(value(new MeanSquaredError().call(tf, labels, predictions, tf.constant(2f))))
        .isCloseTo(10, within(1e-5));
  }

  @Test
  void anEmptyBatchLosesNothing() {
    Operand<TFloat32> labels = tf.zeros(tf.constant(new int[] {0, 2}), TFloat32.class);
    for (ReducedLoss<?> loss :
        new ReducedLoss<?>[] {
          new MeanSquaredError(),
          CategoricalCrossentropy.fromLogits(),
          new Huber().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT)
        }) {
      assertThat(value(loss.call(tf, labels, labels, null))).isZero();
    }
  }

  @Test
  void masksNaNsOfIgnoredSamples() {
    Operand<TFloat32> logits =
        tf.constant(StdArrays.ndCopyOf(new float[][] {{Float.NaN, 1}, {0, 0}}));
    Operand<TFloat32> loss =
        SparseCategoricalCrossentropy.fromLogits()
            .ignoreClass(255)
            .call(tf, tf.constant(new int[] {255, 1}), logits, null);
    Output<?> gradient =
        graph.addGradients(loss.asOutput(), new Output<?>[] {logits.asOutput()})[0];
    try (Session session = new Session(graph);
        Result result = session.runner().fetch(loss).fetch(gradient).run()) {
      assertThat(((TFloat32) result.get(0)).getFloat()).isCloseTo(0.6931472f, within(1e-6f));
      float[][] got = StdArrays.array2dCopyOf((TFloat32) result.get(1));
      assertThat(got[0]).containsExactly(0, 0);
      assertThat(got[1]).containsExactly(new float[] {0.5f, -0.5f}, within(1e-6f));
    }
  }

  @Test
  void numberOfClassesMayBeUnknown() {
    Placeholder<TFloat32> logits =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1)));
    Operand<TFloat32> labels = tf.zeros(tf.constant(new int[] {1, 2}), TFloat32.class);
    Operand<TFloat32> sparse =
        SparseCategoricalCrossentropy.fromLogits().call(tf, labels, logits, null);
    Operand<TFloat32> dense =
        CategoricalCrossentropy.fromLogits()
            .labelSmoothing(0.3)
            .call(
                tf,
                tf.oneHot(
                    tf.dtypes.cast(labels, TInt32.class),
                    tf.constant(4),
                    tf.constant(1f),
                    tf.constant(0f)),
                logits,
                null);
    try (Session session = new Session(graph);
        TFloat32 zeros = TFloat32.tensorOf(Shape.of(1, 2, 4), DataBuffers.of(new float[8]));
        Result result = session.runner().feed(logits, zeros).fetch(sparse).fetch(dense).run()) {
      assertThat(((TFloat32) result.get(0)).getFloat()).isCloseTo(1.3862944f, within(1e-6f));
      assertThat(((TFloat32) result.get(1)).getFloat()).isCloseTo(1.3862944f, within(1e-6f));
    }
  }

  @Test
  void refusesShapesThatCannotMatch() {
    Placeholder<TFloat32> three = placeholder(-1, 3);
    refuses(new MeanSquaredError(), placeholder(-1, 4), three, "[-1, 4]", "[-1, 3]");
    refuses(new MeanSquaredError(), placeholder(-1), three, "[-1]", "[-1, 3]");
    refuses(new Huber(), placeholder(5, 3), placeholder(4, 3), "[5, 3]", "[4, 3]");
    refuses(new BinaryCrossentropy(), placeholder(-1, 1), three, "[-1, 1]", "[-1, 3]");
    refuses(
        new CategoricalCrossentropy(),
        placeholder(-1, 1),
        three,
        "[-1, 1]",
        "[-1, 3]",
        "SparseCategoricalCrossentropy");
    refuses(
        new SparseCategoricalCrossentropy(),
        three,
        three,
        "labels of shape [-1, 3]",
        "predictions of shape [-1, 3]",
        "CategoricalCrossentropy");
    refuses(new SparseCategoricalCrossentropy(), placeholder(2, 5), placeholder(2, 4, 3), "[2, 4]");
    refuses(new SparseCategoricalCrossentropy().axis(2), placeholder(2), three, "axis 2", "-2..1");
    refuses(new MeanSquaredError(), placeholder(), placeholder(), "axis -1");
    refuses(
        new MeanSquaredError(), tf.placeholder(TFloat32.class), three, "rank", "unknown", "shape");
  }

  private void refuses(
      ReducedLoss<?> loss,
      Operand<TFloat32> labels,
      Operand<TFloat32> predictions,
      String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.call(tf, labels, predictions, null))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void refusesWeightsThatCannotMatch() {
    Placeholder<TFloat32> x = placeholder(4, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanSquaredError().call(tf, x, x, placeholder(5)))
        .withMessageContainingAll("sample weights of shape [5]", "values of shape [4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanSquaredError().call(tf, x, x, placeholder(4, 3)))
        .withMessageContainingAll("[4, 3]", "[4]");
  }

  @Test
  void refusesOptionsOutOfRange() {
    for (double smoothing : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CategoricalCrossentropy().labelSmoothing(smoothing))
          .withMessageContainingAll("labelSmoothing " + smoothing, "0 <= labelSmoothing <= 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BinaryCrossentropy().labelSmoothing(smoothing));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  MapOptions.apply(new BinaryCrossentropy(), Map.of("labelSmoothing", smoothing)));
    }
    for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Huber(delta))
          .withMessageContainingAll("delta " + delta, "above 0");
    }
  }

  @Test
  void refusesFocusAndWeightsOutOfRange() {
    for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BinaryFocalCrossentropy().gamma(bad))
          .withMessageContainingAll("gamma " + bad, "at least 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BinaryFocalCrossentropy().alpha(bad))
          .withMessageContainingAll("alpha " + bad, "0 <= alpha <= 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CategoricalFocalCrossentropy().gamma(bad));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CategoricalFocalCrossentropy().alpha(0.5, bad))
          .withMessageContaining("alpha " + bad);
      assertThatIllegalArgumentException().isThrownBy(() -> new Tversky(bad, 0.5));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MapOptions.apply(new Tversky(), Map.of("beta", bad)))
          .withMessageContaining("beta " + bad);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CategoricalFocalCrossentropy().alpha())
        .withMessageContaining("alpha has no weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dice().axis(1, 1))
        .withMessageContaining("axis [1, 1] names an axis twice");
    Placeholder<TFloat32> x = placeholder(-1, 3);
    refuses(new CategoricalFocalCrossentropy().alpha(1, 2), x, x, "2 weights", "3 classes");
    refuses(new Dice().axis(1, -1), x, x, "names an axis twice");
    refuses(new Tversky().axis(2), x, x, "axis 2", "-2..1");
    refuses(new CosineSimilarity().axis(-3), x, x, "axis -3");
    refuses(new Hinge(), placeholder(-1, 4), x, "[-1, 4]", "[-1, 3]");
    for (double bad : new double[] {0, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CategoricalGeneralizedCrossEntropy().q(bad))
          .withMessageContaining("q " + bad);
    }
    refuses(new CategoricalGeneralizedCrossEntropy(), x, x, "[-1, 3]", "CategoricalCrossentropy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Circle().gamma(0))
        .withMessageContaining("gamma 0.0");
    refuses(new Circle(), placeholder(-1, 4), placeholder(-1, 4, 3), "expected embeddings");
    refuses(new CTC(), placeholder(-1, 2), x, "[-1, 2]", "[-1, 3]", "[n, steps, classes]");
    refuses(new CTC(), placeholder(-1, -1), placeholder(-1, 4, 3), "known most and steps");
  }

  /** A sample alone of its class, and a sequence that does not fit into the steps. */
  @Test
  void whatCannotBeHasNoGradient() {
    Operand<TFloat32> apart = tf.constant(StdArrays.ndCopyOf(new float[][] {{1, 0}, {0, 1}}));
    Operand<TInt32> labels = tf.constant(new int[] {4, 5});
    assertThat(value(new Circle().call(tf, labels, apart, null))).isZero();
    assertThat(steepest(new Circle().call(tf, labels, apart, null), apart)).isZero();

    Operand<TFloat32> steps =
        tf.constant(StdArrays.ndCopyOf(new float[][][] {{{1, 2, 0}, {0, 1, 0}}}));
    Operand<TInt32> twice = tf.constant(StdArrays.ndCopyOf(new int[][] {{1, 1}}));
    Operand<TFloat32> impossible = new CTC().call(tf, twice, steps, null);
    assertThat(value(impossible)).isEqualTo(1e30f);
  }

  /** The greatest slope. */
  private double steepest(Operand<TFloat32> loss, Operand<TFloat32> x) {
    Output<?> gradient = graph.addGradients(loss.asOutput(), new Output<?>[] {x.asOutput()})[0];
    return value(
        tf.max(tf.math.abs(gradient.expect(TFloat32.class)), tf.constant(new int[] {0, 1})));
  }

  @Test
  void aVectorOfZerosHasNoDirection() {
    Operand<TFloat32> zeros = tf.zeros(tf.constant(new int[] {1, 2}), TFloat32.class);
    Operand<TFloat32> labels = tf.constant(StdArrays.ndCopyOf(new float[][] {{3, 4}}));
    Operand<TFloat32> loss = new CosineSimilarity().call(tf, labels, zeros, null);
    Output<?> gradient = graph.addGradients(loss.asOutput(), new Output<?>[] {zeros.asOutput()})[0];
    assertThat(value(loss)).isZero();
    assertThat(value(tf.max(gradient.expect(TFloat32.class), tf.constant(new int[] {0, 1}))))
        .isFinite();
  }

  @Test
  void withersCopy() {
    SparseCategoricalCrossentropy loss = new SparseCategoricalCrossentropy();
    assertThat(loss.onLogits().ignoreClass(3).name("mine").reduction(Reduction.SUM))
        .satisfies(
            changed -> {
              assertThat(changed.takesLogits()).isTrue();
              assertThat(changed.ignored()).isEqualTo(OptionalInt.of(3));
              assertThat(changed.name()).isEqualTo("mine");
              assertThat(changed.reduction()).isEqualTo(Reduction.SUM);
            });
    assertThat(loss.takesLogits()).isFalse();
    assertThat(loss.ignored()).isEmpty();
    assertThat(loss.name()).isEqualTo("sparse_categorical_crossentropy");
    assertThat(loss.reduction()).isEqualTo(Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Test
  void onLogitsKeepsTheOtherOptions() {
    CategoricalCrossentropy loss =
        new CategoricalCrossentropy().labelSmoothing(0.1).axis(1).name("x").onLogits();
    assertThat(MapOptions.of(loss))
        .containsExactly(
            entry("name", "x"),
            entry("reduction", Reduction.SUM_OVER_BATCH_SIZE),
            entry("fromLogits", true),
            entry("labelSmoothing", 0.1),
            entry("axis", 1));
    assertThat(loss.onLogits()).isSameAs(loss);
    assertThat(loss.undoes()).isEqualTo(OutputActivation.SOFTMAX);
    assertThat(BinaryCrossentropy.fromLogits().undoes()).isEqualTo(OutputActivation.SIGMOID);
  }

  private Placeholder<TFloat32> placeholder(long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  private double value(Operand<TFloat32> loss) {
    try (Session session = new Session(graph);
        Result result = session.runner().fetch(loss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }
}

package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.inverseactivation.testing.MapOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class MetricsTest {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void takesLabelsOfAnyNumericType() {
    Operand<TInt64> labels = tf.constant(new long[] {1, 0, 1});
    Operand<TFloat32> predictions =
        tf.constant(StdArrays.ndCopyOf(new float[][] {{0, 1}, {0, 1}, {-2, -1}}));
    Operand<TFloat32> update =
        new SparseCategoricalAccuracy().update(tf, labels, predictions, null);
    try (Session session = new Session(graph);
        Result result = session.runner().fetch(update).run()) {
      TFloat32 sums = (TFloat32) result.get(0);
      assertThat(sums.getFloat(0)).isEqualTo(2);
      assertThat(sums.getFloat(1)).isEqualTo(3);
    }
  }

  @Test
  void sumsOfPartsGiveTheWhole() {
    Metric metric = new RootMeanSquaredError();
    assertThat(metric.stateSize(Shape.of(-1, 1))).isEqualTo(2);
    assertThat(metric.result(new double[] {9 + 9, 1 + 1})).isEqualTo(3);
    assertThat(metric.result(new double[2])).isZero();
  }

  @Test
  void refusesShapesThatCannotMatch() {
    refuses(new CategoricalAccuracy(), placeholder(-1, 1), placeholder(-1, 3), "[-1, 1]", "Sparse");
    refuses(new SparseCategoricalAccuracy(), placeholder(-1, 3), placeholder(-1, 3), "[-1, 3]");
    refuses(
        new SparseTopKCategoricalAccuracy(), placeholder(2), placeholder(3, 3), "[2]", "[3, 3]");
    refuses(new BinaryAccuracy(), placeholder(-1, 2), placeholder(-1, 3), "[-1, 2]", "[-1, 3]");
    refuses(new MeanAbsoluteError(), placeholder(4, 2), placeholder(3, 2), "[4, 2]", "[3, 2]");
    refuses(new SparseCategoricalAccuracy(), placeholder(), placeholder(), "[]");
  }

  private void refuses(
      Metric metric, Operand<TFloat32> labels, Operand<TFloat32> predictions, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.update(tf, labels, predictions, null))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void refusesWeightsThatCannotMatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BinaryAccuracy()
                    .update(tf, placeholder(4, 1), placeholder(4, 1), placeholder(5)))
        .withMessageContainingAll("sample weights of shape [5]", "[4, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MeanSquaredError()
                    .update(tf, placeholder(4, 2), placeholder(4, 2), placeholder(4, 2)))
        .withMessageContainingAll("[4, 2]", "[4]");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopKCategoricalAccuracy(0))
        .withMessageContainingAll("k 0", "at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapOptions.apply(new SparseTopKCategoricalAccuracy(), Map.of("k", -1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BinaryAccuracy().threshold(Double.NaN))
        .withMessageContaining("threshold NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BinaryCrossentropy().labelSmoothing(2))
        .withMessageContaining("labelSmoothing 2.0");
  }

  @Test
  void withersCopy() {
    BinaryAccuracy metric = new BinaryAccuracy();
    assertThat(MapOptions.of(metric.threshold(0).name("right")))
        .containsExactly(entry("name", "right"), entry("threshold", 0.0));
    assertThat(MapOptions.of(metric))
        .containsExactly(entry("name", "binary_accuracy"), entry("threshold", 0.5));
  }

  private Placeholder<TFloat32> placeholder(long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }
}

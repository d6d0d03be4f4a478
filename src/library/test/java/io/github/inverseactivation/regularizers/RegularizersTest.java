package io.github.inverseactivation.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.ops.Evaluation;
import io.github.inverseactivation.ops.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The oracle is Python Keras: golden/make_penalties.py. */
class RegularizersTest {
  private static final OrthogonalRegularizer ORTHOGONAL = new OrthogonalRegularizer();
  private static final Map<String, Regularizer> REGULARIZERS =
      Map.of(
          "L1()", new L1(),
          "L1(0.3)", new L1(0.3),
          "L2()", new L2(),
          "L2(0.3)", new L2(0.3),
          "L1L2(0.1, 0.2)", new L1L2(0.1, 0.2),
          "L1L2(0.1, 0)", new L1L2(0.1, 0),
          "L1L2(0, 0.2)", new L1L2(0, 0.2),
          "OrthogonalRegularizer()", ORTHOGONAL,
          "OrthogonalRegularizer(0.7, COLUMNS)",
              ORTHOGONAL.factor(0.7).mode(OrthogonalRegularizer.Mode.COLUMNS));

  static List<Golden> golden() {
    return Golden.cases("regularizers.json");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void penaltiesAndGradientsAreThoseOfKeras(Golden golden) {
    Regularizer regularizer = REGULARIZERS.get(golden.text("name"));
    // Keras rounds the factors to float32, also for a float64 weight.
    double tolerance = regularizer instanceof OrthogonalRegularizer ? 2e-6 : 1e-7;
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    try (Evaluation evaluation =
        new Evaluation(
            regularizer::call, TFloat64.class, golden.shape(), golden.numbers("weights"))) {
      assertThat(Golden.distance(evaluation.values(x), y)).isLessThan(tolerance);
      assertThat(Golden.distance(evaluation.gradient(x), golden.numbers("gradient")))
          .isLessThan(tolerance);
    }
    for (var type : List.of(TFloat32.class, TFloat16.class, TBfloat16.class)) {
      double[] found = Evaluation.eager(regularizer::call, type, x, golden.shape());
      assertThat(Golden.distance(found, y)).isLessThan(type == TFloat32.class ? 1e-6 : 2e-2);
    }
  }

  @Test
  void nothingToPenalise() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> penalty = new L1L2(0, 0).call(tf, tf.array(1f, -2f));
      assertThat(penalty.asTensor().getFloat()).isZero();
    }
  }

  @Test
  void unknownRanksAreSummedWhole() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> penalty = new L2().call(tf, tf.placeholder(TFloat32.class));
      assertThat(penalty.shape().numDimensions()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void factorsAreChecked(double bad) {
    assertThatThrownBy(() -> new L1(bad)).hasMessageContainingAll("L1: l1", "" + bad);
    assertThatThrownBy(() -> new L2(bad)).hasMessageContainingAll("L2: l2", "" + bad);
    assertThatThrownBy(() -> new L1L2(0, bad)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ORTHOGONAL.factor(bad)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orthogonalityNeedsAMatrix() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(() -> ORTHOGONAL.call(tf, tf.array(1f, 2f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("matrix", "[2]");
      assertThatThrownBy(() -> ORTHOGONAL.call(tf, tf.constant(new float[][] {{1, 2}})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("two rows", "[1, 2]");
    }
  }
}

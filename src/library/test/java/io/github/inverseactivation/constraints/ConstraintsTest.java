package io.github.inverseactivation.constraints;

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
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** The oracle is Python Keras: golden/make_penalties.py. */
class ConstraintsTest {
  private static final Map<String, Constraint> CONSTRAINTS =
      Map.ofEntries(
          Map.entry("MaxNorm()", new MaxNorm()),
          Map.entry("MaxNorm(0.7, 1)", new MaxNorm().maxValue(0.7).axis(1)),
          Map.entry("MaxNorm(3, 0 1 2)", new MaxNorm().axis(0, 1, 2).maxValue(3)),
          Map.entry("UnitNorm()", new UnitNorm()),
          Map.entry("UnitNorm(-1)", new UnitNorm().axis(-1)),
          Map.entry("UnitNorm(0 1 2)", new UnitNorm().axis(0, 1, 2)),
          Map.entry("NonNeg()", new NonNeg()),
          Map.entry("MinMaxNorm()", new MinMaxNorm()),
          Map.entry(
              "MinMaxNorm(0.5, 2, 0.3, 1)",
              new MinMaxNorm().minValue(0.5).maxValue(2).rate(0.3).axis(1)),
          Map.entry(
              "MinMaxNorm(1, 3, 1, 0 1 2)",
              new MinMaxNorm().axis(0, 1, 2).maxValue(3).minValue(1)));

  static List<Golden> golden() {
    return Golden.cases("constraints.json");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void valuesAreThoseOfKeras(Golden golden) {
    Constraint constraint = CONSTRAINTS.get(golden.text("name"));
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    Shape shape = golden.shape();
    try (Evaluation evaluation = new Evaluation(constraint::call, shape)) {
      assertThat(evaluation.staticShape()).isEqualTo(shape);
      assertThat(Golden.distance(evaluation.values(x), y)).isLessThan(1e-13);
    }
    for (var type : List.of(TFloat32.class, TFloat16.class, TBfloat16.class)) {
      double[] found = Evaluation.eager(constraint::call, type, x, shape);
      assertThat(Golden.distance(found, y)).isLessThan(type == TFloat32.class ? 1e-6 : 2e-2);
    }
  }

  @Test
  void aWeightOfZeroStaysFinite() {
    double[] zeros = new double[4];
    assertThat(Evaluation.eager(new UnitNorm()::call, TFloat32.class, zeros, Shape.of(4)))
        .containsOnly(0);
    assertThat(Evaluation.eager(new MaxNorm()::call, TFloat32.class, zeros, Shape.of(4)))
        .containsOnly(0);
  }

  @Test
  void axesAreChecked() {
    assertThatThrownBy(() -> new MaxNorm().axis())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MaxNorm: one or more different axes");
    assertThatThrownBy(() -> new UnitNorm().axis(1, 1)).hasMessageContaining("[1, 1]");
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(() -> new MinMaxNorm().axis(0, 1, 2).call(tf, tf.array(1f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("MinMaxNorm: axis 1", "[1]");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void numbersAreChecked(double bad) {
    assertThatThrownBy(() -> new MaxNorm().maxValue(bad)).hasMessageContaining("maxValue");
    assertThatThrownBy(() -> new MinMaxNorm().maxValue(bad)).hasMessageContaining("maxValue");
    assertThatThrownBy(() -> new MinMaxNorm().minValue(bad)).hasMessageContaining("minValue");
    assertThatThrownBy(() -> new MinMaxNorm().rate(bad)).hasMessageContaining("rate");
  }

  @Test
  void boundsInTheWrongOrderAreRefused() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(() -> new MinMaxNorm().minValue(2).call(tf, tf.array(1f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("minValue 2.0", "maxValue 1.0");
    }
  }
}

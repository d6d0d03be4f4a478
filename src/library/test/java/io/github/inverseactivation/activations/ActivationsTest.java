package io.github.inverseactivation.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.ops.Evaluation;
import io.github.inverseactivation.ops.Golden;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The oracle is Python Keras: golden/make_activations.py. */
class ActivationsTest {
  private static final Map<String, Activation> PARAMETERISED =
      Map.ofEntries(
          Map.entry("Threshold(1.25, -20.0)", new Threshold(1.25, -20)),
          Map.entry("Relu(maxValue=1)", new Relu().maxValue(1)),
          Map.entry("Relu(maxValue=6)", new Relu().maxValue(6)),
          Map.entry("Relu(negativeSlope=0.3)", new Relu().negativeSlope(0.3)),
          Map.entry("Relu(threshold=1.25)", new Relu().threshold(1.25)),
          Map.entry(
              "Relu(0.3, 4, 1.25)", new Relu().negativeSlope(0.3).maxValue(4).threshold(1.25)),
          Map.entry("Relu(0.3, 4, 0)", new Relu().negativeSlope(0.3).maxValue(4)),
          Map.entry("Gelu(approximate)", new Gelu(true)),
          Map.entry("LeakyRelu(0.05)", new LeakyRelu(0.05)),
          Map.entry("Elu(1.7)", new Elu(1.7)),
          Map.entry("Celu(1.7)", new Celu(1.7)),
          Map.entry("Sparsemax()", new Sparsemax()),
          Map.entry("Softmax(axis=1)", new Softmax(1)),
          Map.entry("Softmax(axis=-3)", new Softmax(-3)));

  static List<Golden> golden() {
    return Golden.cases("activations.json");
  }

  private static Activation activation(Golden golden) {
    String name = golden.text("name");
    return PARAMETERISED.containsKey(name) ? PARAMETERISED.get(name) : Activations.of(name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void valuesAndGradientsAreThoseOfKeras(Golden golden) {
    Shape shape = golden.shape();
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    double[] weights = golden.numbers("weights");
    Activation activation = activation(golden);
    // In float64, TensorFlow's Python rounds GELU's constants to float32.
    double tolerance =
        golden.text("name").toLowerCase(Locale.ROOT).startsWith("gelu") ? 1e-8 : 1e-12;
    try (Evaluation evaluation = new Evaluation(activation, TFloat64.class, shape, weights)) {
      assertThat(Golden.distance(evaluation.values(x), y)).isLessThan(tolerance);
      double[] gradient = golden.numbers("gradient");
      assertThat(Golden.distance(evaluation.gradient(x), gradient)).isLessThan(tolerance);
      assertThat(evaluation.staticShape().size()).isEqualTo(y.length);
    }
    assertThat(Golden.distance(Evaluation.eager(activation, TFloat64.class, x, shape), y))
        .isLessThan(tolerance);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void smallerTypesAgreeToTheirPrecision(Golden golden) {
    assertPrecision(golden, TFloat32.class, 2e-6);
    assertPrecision(golden, TFloat16.class, 1e-2);
    assertPrecision(golden, TBfloat16.class, 8e-2);
  }

  private static void assertPrecision(
      Golden golden, Class<? extends TNumber> type, double tolerance) {
    double[] weights = golden.numbers("weights");
    Shape shape = golden.shape();
    double[] x = golden.numbers("x");
    try (Evaluation evaluation = new Evaluation(activation(golden), type, shape, weights)) {
      assertThat(Golden.distance(evaluation.values(x), golden.numbers("y"))).isLessThan(tolerance);
      assertThat(evaluation.gradient(x)).doesNotContain(Double.NaN);
    }
  }

  @ParameterizedTest
  @EnumSource(Activations.class)
  void everyConstantHasAGoldenCase(Activations activation) {
    assertThat(golden()).extracting(each -> each.text("name")).contains(activation.kerasName());
  }

  @ParameterizedTest
  @EnumSource(Activations.class)
  void unknownSizesAreAccepted(Activations activation) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, 4)));
      long last = activation == Activations.GLU ? 2 : 4;
      assertThat(activation.call(tf, x).shape().asArray()).containsExactly(-1, -1, last);
      Operand<TFloat32> unknown = tf.placeholder(TFloat32.class);
      assertThat(activation.call(tf, unknown).shape().isUnknown()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Activations.class, mode = EnumSource.Mode.EXCLUDE, names = "LINEAR")
  void integersAreRefused(Activations activation) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TInt32> x = tf.array(1, 2);
      assertThatThrownBy(() -> activation.call(tf, x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(activation.kerasName(), "TInt32", "cast");
    }
  }

  @Test
  void namesAreThoseOfKeras() {
    assertThat(Activations.of("relu")).isSameAs(Activations.RELU);
    assertThat(Activations.of("log_softmax")).isSameAs(Activations.LOG_SOFTMAX);
    assertThat(Activations.of("swish")).isSameAs(Activations.SILU);
    assertThat(Activations.of("hard_swish")).isSameAs(Activations.HARD_SILU);
  }

  @Test
  void anUnknownNameListsItsNeighbours() {
    assertThatThrownBy(() -> Activations.of("leakyrelu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no activation 'leakyrelu'; did you mean leaky_relu, ");
    assertThatThrownBy(() -> Activations.of("RELU"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean relu, ");
    assertThatThrownBy(() -> Activations.of(null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shapesThatDoNotSuitAreRefused() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(() -> Activations.GLU.call(tf, tf.array(1f, 2f, 3f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("[3]", "even");
      assertThatThrownBy(() -> Activations.SPARSEMAX.call(tf, tf.constant(1f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("scalar");
      assertThatThrownBy(() -> new Softmax(2).call(tf, tf.constant(new float[][] {{1}})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("axis 2");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
  void argumentsAreChecked(double bad) {
    Relu relu = new Relu();
    assertThatThrownBy(() -> relu.maxValue(bad)).hasMessageContainingAll("maxValue", "" + bad);
    assertThatThrownBy(() -> relu.negativeSlope(bad)).hasMessageContaining("negativeSlope");
    assertThatThrownBy(() -> relu.threshold(bad)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> new LeakyRelu(bad)).isInstanceOf(IllegalArgumentException.class);
  }
}

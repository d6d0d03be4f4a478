package io.github.inverseactivation.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

class InverseActivationOpTest {

  static Stream<Arguments> layouts() {
    InverseActivationOp op = InverseActivationOp.create();
    return Stream.of(
        arguments("dense", op, new long[] {3, 4}, 1),
        arguments("steps", op, new long[] {2, 3, 4}, 2),
        arguments("image", op, new long[] {2, 2, 3, 4}, 3),
        arguments("volume", op.channelsLast(), new long[] {1, 2, 2, 2, 3}, 4),
        arguments("dense, first", op.channelsFirst(), new long[] {3, 4}, 1),
        arguments("steps, first", op.channelsFirst(), new long[] {2, 4, 3}, 1),
        arguments("image, first", op.channelsFirst(), new long[] {2, 4, 2, 3}, 1),
        arguments("axis 0", op.axis(0), new long[] {2, 3}, 0),
        arguments("axis -2", op.axis(-2), new long[] {2, 3, 4}, 1),
        arguments("axis -3", op.axis(-3), new long[] {2, 3, 4}, 0),
        arguments("rank 6", op, new long[] {1, 2, 1, 2, 2, 2}, 5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void concatenatesBothHalvesAlongTheAxis(
      String name, InverseActivationOp op, long[] dims, int axis) {
    Shape shape = Shape.of(dims);
    double[] x = input(shape);
    double[] expected = expected(x, dims, axis, v -> Math.max(v, 0));
    try (Evaluation evaluation = new Evaluation(op, shape)) {
      long[] doubled = dims.clone();
      doubled[axis] *= 2;
      assertThat(evaluation.staticShape()).isEqualTo(Shape.of(doubled));
      assertThat(evaluation.values(x)).containsExactly(expected);
    }
    assertThat(Evaluation.eager(op, TFloat64.class, x, shape)).containsExactly(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void gradientAgreesWithFiniteDifferences(
      String name, InverseActivationOp op, long[] dims, int axis) {
    for (InverseActivationOp each : variants(op)) {
      double[] x = input(Shape.of(dims));
      try (Evaluation evaluation = new Evaluation(each, Shape.of(dims))) {
        assertThat(evaluation.gradient(x))
            .containsExactly(evaluation.numericalGradient(x), within(1e-8));
      }
    }
  }

  private static InverseActivationOp[] variants(InverseActivationOp op) {
    return new InverseActivationOp[] {
      op,
      op.clippedRelu(),
      op.activation(new Tanh()),
      op.function((tf, x) -> tf.math.mul(tf.math.sigmoid(x), x))
    };
  }

  static Stream<Arguments> types() {
    return Stream.of(
        arguments(TFloat16.class, 1e-3),
        arguments(TBfloat16.class, 8e-3),
        arguments(TFloat32.class, 1e-7),
        arguments(TFloat64.class, 0.0));
  }

  @ParameterizedTest
  @MethodSource("types")
  void keepsTheElementType(Class<? extends TNumber> type, double tolerance) {
    Shape shape = Shape.of(2, 3, 4);
    double[] x = input(shape);
    double[] plain = expected(x, shape.asArray(), 2, v -> Math.max(v, 0));
    double[] clipped = expected(x, shape.asArray(), 2, v -> Math.min(Math.max(v, 0), 1));
    InverseActivationOp op = InverseActivationOp.create();
    assertThat(Evaluation.eager(op, type, x, shape)).containsExactly(plain, within(3 * tolerance));
    assertThat(Evaluation.eager(op.clippedRelu(), type, x, shape))
        .containsExactly(clipped, within(tolerance));
    try (Evaluation evaluation = new Evaluation(op.clippedRelu(), type, shape, null)) {
      assertThat(evaluation.values(x)).containsExactly(clipped, within(tolerance));
      assertThat(evaluation.gradient(x))
          .containsExactly(evaluation(shape, x), within(Math.max(4 * tolerance, 1e-8)));
    }
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TNumber> z = tf.placeholder(type, Placeholder.shape(shape));
      assertThat(op.call(tf, z).type()).isEqualTo(type);
    }
  }

  private static double[] evaluation(Shape shape, double[] x) {
    try (Evaluation evaluation =
        new Evaluation(InverseActivationOp.create().clippedRelu(), shape)) {
      return evaluation.numericalGradient(x);
    }
  }

  @Test
  void staticMethodEqualsTheDefault() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> x = tf.constant(new float[][] {{-2, 3}, {0.5f, -0.25f}});
      try (TFloat32 y = InverseActivationOp.inverseActivation(tf, x).asTensor()) {
        float[] values = new float[8];
        y.asRawTensor().data().asFloats().read(values);
        assertThat(values).containsExactly(0, 3, 2, 0, 0.5f, 0, 0, 0.25f);
      }
    }
  }

  @Test
  void unknownSizesStayUnknown() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertThat(staticShape(tf, Shape.of(-1, 28, 28, 16)).asArray())
          .containsExactly(-1, 28, 28, 32);
      assertThat(staticShape(tf, Shape.of(-1, -1)).asArray()).containsExactly(-1, -1);
      assertThat(staticShape(tf, Shape.unknown()).isUnknown()).isTrue();
    }
  }

  private static Shape staticShape(Ops tf, Shape shape) {
    Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    return InverseActivationOp.inverseActivation(tf, x).shape();
  }

  @Test
  void isMadeOfReluNegAndConcat() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
      InverseActivationOp.inverseActivation(tf.withName("first"), x);
      assertThat(graph.toGraphDef().getNodeList())
          .extracting(node -> node.getName() + " " + node.getOp())
          .containsExactlyInAnyOrder(
              "Placeholder Placeholder",
              "first/Relu Relu",
              "first/Neg Neg",
              "first/Relu_1 Relu",
              "first/Const Const",
              "first/Concat ConcatV2");
    }
  }

  @Test
  void withersLeaveTheOriginalAlone() {
    InverseActivationOp op = InverseActivationOp.create();
    op.channelsFirst().clippedRelu();
    double[] x = {-2, 3, 4, -5};
    Shape shape = Shape.of(1, 2, 2);
    assertThat(Evaluation.eager(op, TFloat64.class, x, shape))
        .containsExactly(0, 3, 2, 0, 4, 0, 0, 5);
    assertThat(Evaluation.eager(op.channelsFirst().clippedRelu(), TFloat64.class, x, shape))
        .containsExactly(0, 1, 1, 0, 1, 0, 0, 1);
  }

  @Test
  void integersAreRefused() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TInt32> x = tf.constant(new int[][] {{1, -1}});
      assertThatThrownBy(() -> InverseActivationOp.inverseActivation(tf, x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("TInt32", "float32", "cast");
    }
  }

  @Test
  void ranksBelowTwoAreRefused() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(() -> InverseActivationOp.inverseActivation(tf, tf.constant(1f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("rank 0", "rank 2 or more");
      assertThatThrownBy(() -> InverseActivationOp.inverseActivation(tf, tf.array(1f, 2f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("[2]", "rank 1", "reshape");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -4, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void axesOutOfRangeAreRefused(int axis) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2, 3)));
      assertThatThrownBy(() -> InverseActivationOp.create().axis(axis).call(tf, x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("axis " + axis, "from -3 to 2");
      assertThat(graph.toGraphDef().getNodeCount()).isEqualTo(1);
    }
  }

  /** Values between -3 and 3 that stay away from the corners at -1, 0 and 1. */
  private static double[] input(Shape shape) {
    double[] values = new double[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      double v = 3 * Math.sin(1.7 * i + 0.3);
      double corner = Math.rint(v);
      values[i] = Math.abs(v - corner) < 0.01 ? v + 0.05 : v;
    }
    return values;
  }

  private static double[] expected(double[] x, long[] dims, int axis, DoubleUnaryOperator f) {
    int inner = 1;
    for (int i = axis; i < dims.length; i++) {
      inner *= (int) dims[i];
    }
    double[] y = new double[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      int start = i / inner * 2 * inner + i % inner;
      y[start] = f.applyAsDouble(x[i]);
      y[start + inner] = f.applyAsDouble(-x[i]);
    }
    return y;
  }
}

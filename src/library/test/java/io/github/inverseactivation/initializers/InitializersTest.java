package io.github.inverseactivation.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;
import io.github.inverseactivation.ops.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

class InitializersTest {
  /** A convolution kernel of 1,036,800 values. */
  private static final Shape KERNEL = Shape.of(3, 5, 144, 480);

  private static final double FAN_IN = 3 * 5 * 144;
  private static final double FAN_OUT = 3 * 5 * 480;
  private static final double FAN_AVG = (FAN_IN + FAN_OUT) / 2;

  /** The standard deviation of a unit normal distribution truncated at two. */
  private static final double TRUNCATION = 0.87962566;

  static Stream<Arguments> distributions() {
    VarianceScaling scaling = new VarianceScaling();
    return Stream.of(
        uniform(new GlorotUniform(), Math.sqrt(3 / FAN_AVG)),
        truncated(new GlorotNormal(), Math.sqrt(1 / FAN_AVG)),
        uniform(new HeUniform(), Math.sqrt(6 / FAN_IN)),
        truncated(new HeNormal(), Math.sqrt(2 / FAN_IN)),
        uniform(new LecunUniform(), Math.sqrt(3 / FAN_IN)),
        truncated(new LecunNormal(), Math.sqrt(1 / FAN_IN)),
        truncated(scaling, Math.sqrt(1 / FAN_IN)),
        truncated(scaling.scale(3).mode(Mode.FAN_OUT), Math.sqrt(3 / FAN_OUT)),
        uniform(
            scaling.scale(2).mode(Mode.FAN_AVG).distribution(Distribution.UNIFORM),
            Math.sqrt(6 / FAN_AVG)),
        arguments(
            scaling.distribution(Distribution.UNTRUNCATED_NORMAL), 0, Math.sqrt(1 / FAN_IN), 4, 7),
        arguments(new RandomNormal(), 0, 0.05, 4, 7),
        arguments(new RandomNormal().mean(-2).stddev(3), -2, 3, 4, 7),
        arguments(new TruncatedNormal(), 0, 0.05 * TRUNCATION, 1.999, 2 / TRUNCATION),
        truncated(new RandomUniform(), 0.05 / Math.sqrt(3), Math.sqrt(3)),
        arguments(
            new RandomUniform().minval(1).maxval(4), 2.5, 3 / Math.sqrt(12), 1.73, Math.sqrt(3)));
  }

  private static Arguments uniform(RandomInitializer initializer, double limit) {
    return truncated(initializer, limit / Math.sqrt(3), Math.sqrt(3));
  }

  private static Arguments truncated(RandomInitializer initializer, double stddev) {
    return truncated(initializer, stddev, 2 / TRUNCATION);
  }

  private static Arguments truncated(RandomInitializer initializer, double stddev, double limit) {
    return arguments(initializer, 0, stddev, limit * 0.995, limit);
  }

  /**
   * @param least how many standard deviations the outermost of a million values is at least away
   * @param greatest how many it is at most away
   */
  @ParameterizedTest
  @MethodSource("distributions")
  void momentsAndLimitsAreThoseOfTheDistribution(
      RandomInitializer initializer, double mean, double stddev, double least, double greatest) {
    float[] values = draw(initializer.seed(20));
    assertThat(values).hasSize((int) KERNEL.size());
    double sum = 0;
    double squares = 0;
    double outermost = 0;
    for (float value : values) {
      double away = (value - mean) / stddev;
      sum += away;
      squares += away * away;
      outermost = Math.max(outermost, Math.abs(away));
    }
    double five = 5 / Math.sqrt(values.length);
    assertThat(sum / values.length).isCloseTo(0, within(five));
    // The square of a unit normal has a standard deviation of sqrt(2), of the others less.
    assertThat(squares / values.length).isCloseTo(1, within(Math.sqrt(2) * five));
    assertThat(outermost).isBetween(least, greatest * (1 + 1e-5));
  }

  static Stream<RandomInitializer> random() {
    return Stream.of(
        new RandomNormal(),
        new RandomUniform(),
        new TruncatedNormal(),
        new VarianceScaling(),
        new GlorotNormal(),
        new GlorotUniform(),
        new HeNormal(),
        new HeUniform(),
        new LecunNormal(),
        new LecunUniform(),
        new Orthogonal());
  }

  @ParameterizedTest
  @MethodSource("random")
  void numbersAreAFunctionOfTheSeed(RandomInitializer initializer) {
    Shape shape = Shape.of(6, 5);
    float[] first = eager(initializer.seed(1), shape);
    assertThat(eager(initializer.seed(1), shape)).containsExactly(first);
    assertThat(graph(initializer.seed(1), shape)).containsExactly(first);
    assertThat(eager(initializer.seed(2), shape)).isNotEqualTo(first);
    assertThat(eager(initializer.seed(1L << 40), shape)).isNotEqualTo(first);
    assertThat(initializer.seed(1).hasSeed()).isTrue();
    assertThat(initializer.seed(1)).hasSameClassAs(initializer);
  }

  @ParameterizedTest
  @MethodSource("random")
  void withoutASeedEveryCallDiffers(RandomInitializer initializer) {
    assertThat(initializer.hasSeed()).isFalse();
    Shape shape = Shape.of(6, 5);
    assertThat(eager(initializer, shape)).isNotEqualTo(eager(initializer, shape));
  }

  static Stream<WeightInitializer> all() {
    return Stream.concat(
        random().map(each -> each.seed(3)),
        Stream.of(new Zeros(), new Ones(), new Constant(2), new Identity(2)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyTypeAndAnyShape(WeightInitializer initializer) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      List<Class<? extends TNumber>> types =
          List.of(TFloat16.class, TBfloat16.class, TFloat32.class, TFloat64.class);
      for (Class<? extends TNumber> type : types) {
        Operand<? extends TNumber> values = initializer.create(tf, Shape.of(4, 6), type);
        assertThat(values.type()).isEqualTo(type);
        assertThat(values.shape()).isEqualTo(Shape.of(4, 6));
      }
      if (!(initializer instanceof Identity)) {
        Shape shape = Shape.of(2, 3, 2);
        assertThat(initializer.create(tf, shape, TFloat32.class).shape()).isEqualTo(shape);
      }
    }
  }

  @Test
  void constants() {
    assertThat(eager(new Zeros(), Shape.of(3))).containsExactly(0, 0, 0);
    assertThat(eager(new Ones(), Shape.of(3))).containsExactly(1, 1, 1);
    assertThat(eager(new Constant(-0.25), Shape.of(2, 1))).containsExactly(-0.25f, -0.25f);
    assertThat(eager(new Constant(7), Shape.scalar())).containsExactly(7);
    assertThat(eager(new Identity(2), Shape.of(2, 3))).containsExactly(2, 0, 0, 0, 2, 0);
    assertThat(graph(new Identity(1), Shape.of(3, 2))).containsExactly(1, 0, 0, 1, 0, 0);
  }

  static Stream<Arguments> matrices() {
    return Stream.of(
        arguments(Shape.of(8, 5), 8, 5),
        arguments(Shape.of(5, 8), 5, 8),
        arguments(Shape.of(6, 6), 6, 6),
        arguments(Shape.of(3, 3, 2, 4), 18, 4),
        arguments(Shape.of(1, 2, 2, 9), 4, 9));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void theShorterSideIsOrthonormal(Shape shape, int rows, int columns) {
    float[] q = eager(new Orthogonal().gain(1.5).seed(4), shape);
    int vectors = Math.min(rows, columns);
    int rowStride = rows <= columns ? columns : 1;
    int elementStride = rows <= columns ? 1 : columns;
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          product += q[i * rowStride + k * elementStride] * q[j * rowStride + k * elementStride];
        }
        assertThat(product).isCloseTo(i == j ? 2.25 : 0, within(2e-6));
      }
    }
  }

  /** Without the correction by R's signs, the LAPACK convention leaves them all negative. */
  @Test
  void orthogonalMatricesHaveNoPreferredSign() {
    int positive = 0;
    for (int seed = 0; seed < 100; seed++) {
      positive += eager(new Orthogonal().seed(seed), Shape.of(4, 4))[0] > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(25, 75);
  }

  @Test
  void fansAreThoseOfKeras() {
    for (Golden golden : Golden.cases("initializers.json")) {
      double[] fans = golden.numbers("fans");
      long[] shape = golden.longs("shape");
      VarianceScaling scaling = new VarianceScaling().distribution(Distribution.UNIFORM).seed(6);
      if (golden.has("inputAxes")) {
        scaling = scaling.axes(ints(golden.longs("inputAxes")), ints(golden.longs("outputAxes")));
      }
      Shape of = Shape.of(shape);
      double[] unit = unit(of, 6);
      assertProportional(eager(scaling, of), unit, Math.sqrt(3 / fans[0]));
      assertProportional(eager(scaling.mode(Mode.FAN_OUT), of), unit, Math.sqrt(3 / fans[1]));
      assertProportional(
          eager(scaling.mode(Mode.FAN_AVG), of), unit, Math.sqrt(6 / (fans[0] + fans[1])));
    }
  }

  private static double[] unit(Shape shape, long seed) {
    float[] values = eager(new RandomUniform().minval(-1).maxval(1).seed(seed), shape);
    double[] unit = new double[values.length];
    Arrays.setAll(unit, i -> values[i]);
    return unit;
  }

  private static void assertProportional(float[] values, double[] unit, double factor) {
    double[] found = new double[values.length];
    Arrays.setAll(found, i -> values[i] / factor);
    assertThat(Golden.distance(found, unit)).isLessThan(1e-6);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new VarianceScaling().scale(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0 (got 0.0)");
    assertThatThrownBy(() -> new RandomNormal().stddev(-1)).hasMessageContaining("stddev");
    assertThatThrownBy(() -> new RandomUniform().maxval(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> eager(new Orthogonal(), Shape.of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("rank 2 or more", "[3]");
    assertThatThrownBy(() -> eager(new Identity(1), Shape.of(3, 3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3, 3, 3]");
    assertThatThrownBy(() -> eager(new Zeros(), Shape.of(-1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all sizes");
    assertThatThrownBy(
            () -> eager(new HeNormal().axes(new int[] {0}, new int[] {2}), Shape.of(3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HeNormal: axis 2");
  }

  @Test
  void aShapeThatIsNotConstantIsRefusedWhereItMatters() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TInt64> shape = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      @SuppressWarnings("unchecked") // TNumber stands for the type that is asked for
      Class<TNumber> type = (Class<TNumber>) (Class<? extends TNumber>) TFloat32.class;
      assertThat(new RandomNormal().call(tf, shape, type).type()).isEqualTo(TFloat32.class);
      assertThatThrownBy(() -> new GlorotUniform().call(tf, shape, type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("GlorotUniform", "Placeholder", "constant");
    }
  }

  private static float[] draw(WeightInitializer initializer) {
    return eager(initializer, KERNEL);
  }

  private static float[] eager(WeightInitializer initializer, Shape shape) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      return read(initializer.create(tf, shape, TFloat32.class).asTensor());
    }
  }

  private static float[] graph(WeightInitializer initializer, Shape shape) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Operand<TFloat32> values = initializer.create(Ops.create(graph), shape, TFloat32.class);
      assertThat(values.shape()).isEqualTo(shape);
      try (Result result = session.runner().fetch(values).run()) {
        return read((TFloat32) result.get(0));
      }
    }
  }

  private static float[] read(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }
}

package io.github.inverseactivation.models;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.WeightInitializer;
import io.github.inverseactivation.layers.ComposedLayer;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.losses.MeanAbsoluteError;
import io.github.inverseactivation.losses.ReducedLoss;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import io.github.inverseactivation.saving.config.KerasTypes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** What stands in Java for the objects of {@code own_objects.py}. */
final class OwnObjects {
  static final Activation HALF_RELU = OwnObjects::halfRelu;
  static final Activation THIRD = OwnObjects::third;
  static final Loss FOURTH_POWER = new FourthPower();

  private OwnObjects() {}

  static KerasTypes types() {
    return KerasTypes.standard()
        .withFunction("mine>half_relu", HALF_RELU)
        .withFunction("third", THIRD)
        .with("mine>Filled", Filled::new)
        .with("mine>Absolute", Absolute::new)
        .with("mine>Below", Below::new)
        .with("mine>MyConv1D", () -> new Conv1D(1, 1))
        .with("PlainDense", () -> new Dense(1))
        .with("mine>Twice", Twice::new)
        .with("mine>Scaled", Scaled::new)
        .withFunction("mine>fourth_power", FOURTH_POWER)
        .with("mine>fourth_power", FourthPowerMetric::new)
        .withFunction("error", new MeanAbsoluteError())
        .withFunction("error", new io.github.inverseactivation.metrics.MeanAbsoluteError())
        .with("mine>Distance", io.github.inverseactivation.metrics.MeanAbsoluteError::new)
        .with("mine>Descent", SGD::new)
        .with("mine>Falling", Falling::new);
  }

  private static <T extends TNumber> Operand<T> halfRelu(Ops tf, Operand<T> x) {
    return tf.math.mul(Activations.RELU.call(tf, x), tf.constant(x.type(), 0.5));
  }

  private static <T extends TNumber> Operand<T> third(Ops tf, Operand<T> x) {
    return tf.math.div(x, tf.constant(x.type(), 3));
  }

  /** The same number everywhere. */
  static final class Filled extends WeightInitializer {
    private double value = 0.5;

    @Override
    public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
      return tf.fill(shape, tf.constant(type, value));
    }

    @Override
    public void options(Options options) {
      value = options.number("value", value);
    }
  }

  /** The magnitudes of weights. */
  static final class Absolute implements Regularizer, Configurable {
    private double factor = 0.1;

    @Override
    public <R extends TNumber> Operand<R> call(Ops tf, Operand<R> x) {
      int[] axes = java.util.stream.IntStream.range(0, x.shape().numDimensions()).toArray();
      Operand<R> sum = tf.reduceSum(tf.math.abs(x), tf.constant(axes));
      return tf.math.mul(tf.constant(x.type(), factor), sum);
    }

    @Override
    public void options(Options options) {
      factor = options.number("factor", factor);
    }
  }

  /** Weights of at most a number. */
  static final class Below implements Constraint, Configurable {
    private double limit = 1;

    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> weights) {
      return tf.math.minimum(weights, tf.constant(weights.type(), limit));
    }

    @Override
    public void options(Options options) {
      limit = options.number("limit", limit);
    }
  }

  /** Two Dense. */
  static final class Twice extends ComposedLayer<Twice> {
    private int units = 2;

    @Override
    public List<Layer> parts(Shape input) {
      return List.of(
          new Dense(units).activation(Activations.TANH).name("first"),
          new Dense(units).name("second"));
    }

    @Override
    public void options(Options options) {
      units = options.integer("units", units);
    }
  }

  /** A mean absolute error times a number. */
  static final class Scaled extends ReducedLoss<Scaled> {
    private double factor = 1;

    Scaled() {
      super("scaled");
    }

    @Override
    protected <T extends TNumber> Values<T> values(
        Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
      Operand<T> y = tf.dtypes.cast(labels, predictions.type());
      Operand<T> errors = tf.math.abs(tf.math.sub(y, predictions));
      Operand<T> mean = tf.math.mean(errors, tf.constant(-1));
      return new Values<>(tf.math.mul(mean, tf.constant(predictions.type(), factor)));
    }

    @Override
    public void formulaOptions(Options options) {
      factor = options.number("factor", factor);
    }
  }

  /** The mean fourth power of errors; a function in Python. */
  static final class FourthPower extends ReducedLoss<FourthPower> {
    FourthPower() {
      super("fourth_power");
    }

    @Override
    protected <T extends TNumber> Values<T> values(
        Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
      Operand<T> y = tf.dtypes.cast(labels, predictions.type());
      Operand<T> squares = tf.math.square(tf.math.sub(y, predictions));
      return new Values<>(tf.math.mean(tf.math.square(squares), tf.constant(-1)));
    }
  }

  /** The same as a metric, which is a class here and a function in Python. */
  static final class FourthPowerMetric extends io.github.inverseactivation.metrics.Metric {
    private String name = "fourth_power";

    @Override
    public String name() {
      return name;
    }

    @Override
    public FourthPowerMetric name(String newName) {
      FourthPowerMetric copy = new FourthPowerMetric();
      copy.name = newName;
      return copy;
    }

    @Override
    public int stateSize(Shape predictions) {
      return 2;
    }

    @Override
    public Operand<org.tensorflow.types.TFloat32> update(
        Ops tf,
        Operand<? extends TNumber> labels,
        Operand<? extends TNumber> predictions,
        Operand<org.tensorflow.types.TFloat32> sampleWeights) {
      Class<org.tensorflow.types.TFloat32> type = org.tensorflow.types.TFloat32.class;
      Operand<org.tensorflow.types.TFloat32> error =
          tf.math.sub(tf.dtypes.cast(labels, type), tf.dtypes.cast(predictions, type));
      Operand<org.tensorflow.types.TFloat32> fourth = tf.math.square(tf.math.square(error));
      Operand<org.tensorflow.types.TFloat32> count = tf.dtypes.cast(tf.size(fourth), type);
      return tf.stack(List.of(tf.reduceSum(fourth, tf.constant(new int[] {0, 1})), count));
    }

    @Override
    public double result(double[] sums) {
      return sums[0] / sums[1];
    }

    @Override
    public void options(Options options) {
      name = options.text("name", name);
    }
  }

  /** A rate that falls by a rule of its own. */
  static final class Falling implements Schedule {
    private double start = 0.1;

    @Override
    public double at(long iteration) {
      return start / (1 + iteration);
    }

    @Override
    public void options(Options options) {
      start = options.number("start", start);
    }
  }
}

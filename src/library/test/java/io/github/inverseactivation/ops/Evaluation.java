package io.github.inverseactivation.ops;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * A function in a graph of its own, with the gradient of sum(weights * f(x)) and the same gradient
 * by central differences.
 */
public final class Evaluation implements AutoCloseable {
  private static final double STEP = 1e-5;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Shape inputShape;
  private final Shape staticShape;
  private final Placeholder<TFloat64> x;
  private final Operand<TFloat64> y;
  private final Operand<TFloat64> loss;
  private final Operand<TFloat64> gradient;

  /** The function in float64, with weights cos(1), cos(2), ... */
  public Evaluation(Activation function, Shape inputShape) {
    this(function, TFloat64.class, inputShape, null);
  }

  /**
   * @param type the element type in which the function computes
   * @param weights as many as there are outputs, or null for cos(1), cos(2), ...
   */
  public Evaluation(
      Activation function, Class<? extends TNumber> type, Shape inputShape, double[] weights) {
    this.inputShape = inputShape;
    Ops tf = Ops.create(graph);
    x = tf.placeholder(TFloat64.class, Placeholder.shape(inputShape));
    Operand<?> output = apply(function, tf, x, type);
    staticShape = output.shape();
    y = tf.dtypes.cast(output, TFloat64.class);
    double[] w = weights == null ? cosines((int) Math.max(0, staticShape.size())) : weights;
    Operand<TFloat64> flat = tf.reshape(y, tf.array(-1));
    loss = tf.sum(tf.math.mul(flat, tf.constant(w)), tf.array(0));
    gradient = tf.gradients(loss, List.of(x)).dy(0);
  }

  /** The value in an eager session. */
  public static double[] eager(
      Activation function, Class<? extends TNumber> type, double[] input, Shape shape) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat64> x = tf.constant(shape, DataBuffers.of(input));
      TFloat64 y = tf.dtypes.cast(apply(function, tf, x, type), TFloat64.class).asTensor();
      return read(y);
    }
  }

  /** The shape known when the graph was built. */
  public Shape staticShape() {
    return staticShape;
  }

  public double[] values(double... input) {
    return run(y, input);
  }

  public double[] gradient(double... input) {
    return run(gradient, input);
  }

  public double[] numericalGradient(double... input) {
    double[] result = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      double[] moved = input.clone();
      moved[i] = input[i] + STEP;
      double above = run(loss, moved)[0];
      moved[i] = input[i] - STEP;
      result[i] = (above - run(loss, moved)[0]) / (2 * STEP);
    }
    return result;
  }

  private double[] run(Operand<TFloat64> what, double[] input) {
    try (TFloat64 tensor = TFloat64.tensorOf(inputShape, DataBuffers.of(input));
        Result result = session.runner().feed(x, tensor).fetch(what).run()) {
      return read((TFloat64) result.get(0));
    }
  }

  private static <T extends TNumber> Operand<T> apply(
      Activation function, Ops tf, Operand<TFloat64> x, Class<T> type) {
    return function.call(tf, tf.dtypes.cast(x, type));
  }

  private static double[] read(TFloat64 tensor) {
    double[] values = new double[(int) tensor.size()];
    tensor.asRawTensor().data().asDoubles().read(values);
    return values;
  }

  private static double[] cosines(int count) {
    return IntStream.rangeClosed(1, count).mapToDouble(Math::cos).toArray();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

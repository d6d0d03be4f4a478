package io.github.inverseactivation.ops;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * InverseActivation: two non-linear outputs from each kernel.
 *
 * <pre>
 * y = concat(f(x), f(-x))    along the channels; f is ReLU unless you say otherwise
 * </pre>
 *
 * <p>A convolution or dense layer whose output goes through InverseActivation needs only half the
 * kernels, and so half the weights and multiply-accumulates, for the same number of channels: what
 * a ReLU would throw away (the negative half of every kernel's response) becomes a channel of its
 * own. The layer before it must be linear (no activation of its own), and the layer after it sees
 * twice the channels.
 *
 * <p>Shortest use, with any {@code Ops}, eager or graph:
 *
 * <pre>{@code
 * Operand<TFloat32> z = tf.nn.conv2d(images, kernels, List.of(1L, 1L, 1L, 1L), "SAME"); // 16 channels
 * Operand<TFloat32> y = InverseActivationOp.inverseActivation(tf, z);                   // 32 channels
 * }</pre>
 *
 * <p>With options; an instance is immutable, so it can be shared between threads and graphs:
 *
 * <pre>{@code
 * InverseActivationOp op = InverseActivationOp.create().channelsFirst().activation(new Softplus());
 * InverseActivationOp own = InverseActivationOp.create().function((tf, x) -> tf.nn.softsign(x));
 * Operand<TFloat32> y = op.call(tf, z);
 * }</pre>
 *
 * <p>As it is itself an {@link Activation}, it goes wherever tensorflow-framework takes one.
 *
 * <p><b>Input:</b> float16, bfloat16, float32 or float64, of rank 2 or more: (batch, channels),
 * (batch, steps, channels), (batch, height, width, channels), ...
 *
 * <p><b>Output:</b> the input's type and shape with the size of the channel axis doubled: first all
 * of f(x), then all of f(-x). Sizes that are known when the graph is built stay known.
 *
 * <p><b>Gradients:</b> with ReLU it is made of Relu, Neg and ConcatV2, whose gradients are built
 * into TensorFlow's runtime; another f needs a gradient of its own.
 *
 * <p><b>Variance:</b> relu(x)² + relu(-x)² = x², so the mean square of the output, over twice the
 * channels, is half that of the input, just as after a ReLU: He's initialization of the next layer
 * is right when it counts the doubled channels as its inputs.
 *
 * @see <a href="https://arxiv.org/abs/1603.05201">Shang et al. 2016, Understanding and Improving
 *     Convolutional Neural Networks via Concatenated Rectified Linear Units</a>
 */
public final class InverseActivationOp implements Activation {
  private static final Set<Class<? extends TNumber>> TYPES =
      Set.of(TFloat16.class, TBfloat16.class, TFloat32.class, TFloat64.class);
  private static final InverseActivationOp DEFAULT =
      new InverseActivationOp(-1, InverseActivationOp::relu);

  private final int axis;
  private final Activation activation;

  private InverseActivationOp(int axis, Activation activation) {
    this.axis = axis;
    this.activation = activation;
  }

  /**
   * The operation with its defaults: ReLU, channels last.
   *
   * @return concat(relu(x), relu(-x)) along the last axis
   */
  public static InverseActivationOp create() {
    return DEFAULT;
  }

  /**
   * concat(relu(x), relu(-x)) along the last axis: the shortest use.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go: a graph's or an eager session's
   * @param x the input, of rank 2 or more, channels last
   * @return the output, with twice the channels
   * @throws IllegalArgumentException if the input's type is not floating-point or its rank is known
   *     to be less than 2
   */
  public static <T extends TNumber> Operand<T> inverseActivation(Ops tf, Operand<T> x) {
    return DEFAULT.call(tf, x);
  }

  /**
   * The same operation along another axis.
   *
   * @param axis the channel axis, counted from the end when negative; default -1, the last
   * @return a new operation
   */
  public InverseActivationOp axis(int axis) {
    return new InverseActivationOp(axis, activation);
  }

  /**
   * The same operation for (batch, channels, ...) data: axis 1.
   *
   * @return a new operation
   */
  public InverseActivationOp channelsFirst() {
    return axis(1);
  }

  /**
   * The same operation for (batch, ..., channels) data: axis -1, the default.
   *
   * @return a new operation
   */
  public InverseActivationOp channelsLast() {
    return axis(-1);
  }

  /**
   * The same operation with another function in place of ReLU.
   *
   * @param activation any activation of tensorflow-framework or of this library; it should work on
   *     each element alone, such as tanh, and not on the channels together, such as softmax
   * @return a new operation
   */
  public InverseActivationOp activation(Activation activation) {
    return new InverseActivationOp(axis, Objects.requireNonNull(activation, "activation"));
  }

  /**
   * The same operation with a function of your own, as a lambda.
   *
   * @param function what to compute in place of ReLU, from operations that have gradients
   * @return a new operation
   */
  public InverseActivationOp function(ActivationFunction function) {
    Objects.requireNonNull(function, "function");
    return activation(
        new Activation() {
          @Override
          public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
            return applyTyped(function, tf, x);
          }
        });
  }

  /**
   * The same operation with ReLU clipped at 1: min(relu(x), 1), the default of InverseActivation's
   * first implementation. It equals Keras's {@code ReLU(max_value=1)}.
   *
   * @return a new operation
   */
  public InverseActivationOp clippedRelu() {
    return activation(InverseActivationOp::reluUpToOne);
  }

  /**
   * Applies the operation.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go: a graph's or an eager session's. A name given with {@code
   *     tf.withName} becomes the scope of the operations
   * @param x the input, of rank 2 or more
   * @return concat(f(x), f(-x)), with twice the channels
   * @throws IllegalArgumentException if the input's type is not floating-point, its rank is known
   *     to be less than 2, or the axis is out of its range
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    Objects.requireNonNull(tf, "tf");
    check(x);
    Ops scope = tf.withSubScope("InverseActivation");
    Operand<T> positive = activation.call(scope, x);
    Operand<T> negative = activation.call(scope, scope.math.neg(x));
    return scope.concat(List.of(positive, negative), scope.constant(axis));
  }

  private void check(Operand<?> x) {
    Objects.requireNonNull(x, "x");
    if (!TYPES.contains(x.type())) {
      throw new IllegalArgumentException(
          "InverseActivation: the input is of type "
              + x.type().getSimpleName()
              + ", but float16, bfloat16, float32 or float64 is expected; cast it first"
              + " (tf.dtypes.cast)");
    }
    Shape shape = x.shape();
    if (shape.isUnknown()) {
      return;
    }
    int rank = shape.numDimensions();
    if (rank < 2) {
      throw new IllegalArgumentException(
          "InverseActivation: the input has shape "
              + shape
              + " of rank "
              + rank
              + ", but rank 2 or more is expected: (batch, ..., channels); reshape it first");
    }
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "InverseActivation: axis "
              + axis
              + " is out of range for the input of shape "
              + shape
              + "; choose one from "
              + -rank
              + " to "
              + (rank - 1));
    }
  }

  private static <T extends TNumber> Operand<T> relu(Ops tf, Operand<T> x) {
    return tf.nn.relu(x);
  }

  private static <T extends TNumber> Operand<T> reluUpToOne(Ops tf, Operand<T> x) {
    return tf.math.minimum(tf.nn.relu(x), tf.constant(x.type(), 1f));
  }

  // A function of TNumber never learns which T it is given, so it cannot break the type.
  @SuppressWarnings("unchecked")
  private static <T extends TNumber> Operand<T> applyTyped(
      ActivationFunction function, Ops tf, Operand<T> x) {
    return (Operand<T>) function.apply(tf, (Operand<TNumber>) x);
  }

  @Override
  public String toString() {
    return "InverseActivationOp(axis=" + axis + ")";
  }
}

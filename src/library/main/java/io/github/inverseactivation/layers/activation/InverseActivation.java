package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.PoolableActivation;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import io.github.inverseactivation.layers.WindowExtremes;
import io.github.inverseactivation.ops.InverseActivationOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * InverseActivation: two non-linear outputs from each kernel.
 *
 * <pre>
 * y = concat(f(x), f(-x))                        along the channels; f is ReLU unless you say otherwise
 * y = f(concat(x, -x) scale + bias)              with useScale, useBias
 * </pre>
 *
 * <p>A ReLU throws away the negative half of every kernel's response. Trained networks make up for
 * that: many of their first kernels are, but for the sign, copies of others. Here the negative half
 * becomes a channel of its own, so a layer with half the kernels, and so half the weights and
 * multiply-accumulates, puts out the same number of channels:
 *
 * <pre>{@code
 * Sequential.of(
 *     new Conv2D(16, 3).padding(Padding.SAME),   // 16 kernels, linear
 *     new InverseActivation(),                   // 32 channels
 *     new Conv2D(32, 3).kernelInitializer(new HeNormal()));
 * }</pre>
 *
 * <p>The layer before it must be linear: after a ReLU nothing negative is left to invert. Batch
 * normalization goes between the two, where it has half the channels as well.
 *
 * <p>Since relu(x)² + relu(-x)² = x², no variance is lost: the mean square over twice the channels
 * is half that of the input, just as after a ReLU. So {@code HeNormal} is right for the next layer,
 * which counts the doubled channels as its inputs.
 *
 * <p>With {@code useScale} and {@code useBias} each output channel learns a scale and a shift of
 * its own before f, so that the two halves may have different slopes and thresholds (Kim et al.
 * 2016, PVANet).
 *
 * <p>Input shape: rank 2 or more, {@code [batch, ..., channels]}, or {@code [batch, channels, ...]}
 * with channels first. Output shape: the same with twice the channels, first all of f(x), then all
 * of f(-x). Weights: {@code scale} and {@code bias}, of the output's channels, where asked for.
 *
 * @see <a href="https://arxiv.org/abs/1603.05201">Shang et al. 2016, Understanding and Improving
 *     Convolutional Neural Networks via Concatenated Rectified Linear Units</a>
 * @see <a href="https://arxiv.org/abs/1608.08021">Kim et al. 2016, PVANET</a>
 * @see InverseActivationOp
 */
public final class InverseActivation extends SingleInputLayer<InverseActivation>
    implements PoolableActivation {
  private Activation activation = Activations.RELU;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private boolean useScale;
  private boolean useBias;
  private Initializer<?> scaleInitializer = new Ones();
  private Initializer<?> biasInitializer = new Zeros();
  private Regularizer scaleRegularizer;
  private Regularizer biasRegularizer;

  /** concat(relu(x), relu(-x)) along the last axis, without weights. */
  public InverseActivation() {}

  /**
   * Sets the function f. Default: ReLU.
   *
   * @param activation a function of each element alone, such as tanh; not softmax
   * @return a changed copy
   */
  public InverseActivation activation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.activation = activation);
  }

  /**
   * Says where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat last axis, or axis 1
   * @return a changed copy
   */
  public InverseActivation dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  /**
   * Learns a factor for each output channel, applied before f. Default: false.
   *
   * @param useScale whether there is a scale
   * @return a changed copy
   */
  public InverseActivation useScale(boolean useScale) {
    return with(copy -> copy.useScale = useScale);
  }

  /**
   * Learns a shift of each output channel, applied before f. Default: false.
   *
   * @param useBias whether there is a bias
   * @return a changed copy
   */
  public InverseActivation useBias(boolean useBias) {
    return with(copy -> copy.useBias = useBias);
  }

  /**
   * Sets how the scale starts. Default: {@link Ones}.
   *
   * @param initializer draws the scale
   * @return a changed copy
   */
  public InverseActivation scaleInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.scaleInitializer = initializer);
  }

  /**
   * Sets how the bias starts. Default: {@link Zeros}.
   *
   * @param initializer draws the bias
   * @return a changed copy
   */
  public InverseActivation biasInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.biasInitializer = initializer);
  }

  /**
   * Penalises the scale. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public InverseActivation scaleRegularizer(Regularizer regularizer) {
    return with(copy -> copy.scaleRegularizer = regularizer);
  }

  /**
   * Penalises the bias. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public InverseActivation biasRegularizer(Regularizer regularizer) {
    return with(copy -> copy.biasRegularizer = regularizer);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    int axis = channelAxis(input);
    long[] sizes = input.asArray();
    sizes[axis] = doubled(sizes[axis]);
    return Shape.of(sizes);
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    Shape channels = Shape.of(doubled(input.get(channelAxis(input))));
    List<WeightSpec> weights = new ArrayList<>();
    if (useScale) {
      weights.add(
          WeightSpec.trainable("scale", channels, scaleInitializer).regularizer(scaleRegularizer));
    }
    if (useBias) {
      weights.add(
          WeightSpec.trainable("bias", channels, biasInitializer).regularizer(biasRegularizer));
    }
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    int axis = channelAxis(x.shape());
    if (!useScale && !useBias) {
      return InverseActivationOp.create().axis(axis).activation(activation).call(tf, x);
    }
    Operand<T> y = tf.concat(List.of(x, tf.math.neg(x)), tf.constant(axis));
    if (useScale) {
      y = tf.math.mul(y, channelwise(tf, context.weight("scale"), axis, x.shape()));
    }
    if (useBias) {
      y = tf.math.add(y, channelwise(tf, context.weight("bias"), axis, x.shape()));
    }
    return context.activate(activation, y);
  }

  /** With ReLU and without weights, whose sign may turn the order around. */
  @Override
  public boolean isNonDecreasing() {
    return activation == Activations.RELU && !useScale && !useBias;
  }

  @Override
  public <T extends TNumber> WindowExtremes<T> callPooled(
      LayerContext<T> context, WindowExtremes<T> x) {
    Ops tf = context.tf();
    // Where f(x) is largest in a window, f(-x) is smallest.
    return x.map(
        () -> both(context, x.largest(), x.negatedSmallest()),
        () -> both(context, x.smallest(), tf.math.neg(x.largest())));
  }

  private <T extends TNumber> Operand<T> both(
      LayerContext<T> context, Operand<T> first, Operand<T> second) {
    Ops tf = context.tf();
    var axis = tf.constant(channelAxis(first.shape()));
    return activation.call(tf, tf.concat(List.of(first, second), axis));
  }

  /** With channels first, the doubled axis is not the last: nothing is left out then. */
  @Override
  public Shape reads(Shape input, Shape output) {
    return dataFormat == DataFormat.CHANNELS_LAST
        ? PoolableActivation.super.reads(input, output)
        : input;
  }

  @Override
  public void options(Options options) {
    activation = options.object("activation", Activation.class, activation);
    dataFormat = options.choice("dataFormat", dataFormat);
    useScale = options.bool("useScale", useScale);
    useBias = options.bool("useBias", useBias);
    scaleInitializer = options.object("scaleInitializer", Initializer.class, scaleInitializer);
    biasInitializer = options.object("biasInitializer", Initializer.class, biasInitializer);
    scaleRegularizer = options.object("scaleRegularizer", Regularizer.class, scaleRegularizer);
    biasRegularizer = options.object("biasRegularizer", Regularizer.class, biasRegularizer);
  }

  private int channelAxis(Shape input) {
    int rank = input.numDimensions();
    if (rank < 2) {
      throw new IllegalArgumentException(
          "InverseActivation takes [batch, ..., channels], not the shape "
              + input
              + ": add a dimension, such as with Reshape");
    }
    return dataFormat == DataFormat.CHANNELS_LAST ? rank - 1 : 1;
  }

  private static long doubled(long channels) {
    return channels == Shape.UNKNOWN_SIZE ? channels : Math.multiplyExact(2, channels);
  }

  private static <T extends TNumber> Operand<T> channelwise(
      Ops tf, Operand<T> weight, int axis, Shape input) {
    int rank = input.numDimensions();
    if (axis == rank - 1) {
      return weight;
    }
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[axis] = -1;
    return tf.reshape(weight, tf.constant(sizes));
  }
}

package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.ChannelScalable;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.LocalLayer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.PoolableConvolution;
import io.github.inverseactivation.layers.ReplacedWeight;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import io.github.inverseactivation.layers.WeightSpec;
import io.github.inverseactivation.layers.WindowExtremes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * What all convolutions share: a window that moves over the axes of the input, a bias for each
 * output channel, an activation. A subclass says what its kernels are, how many channels come out,
 * and how they are computed from a channels-last input.
 *
 * @param <L> the subclass itself
 */
abstract class Convolution<L extends Convolution<L>> extends SingleInputLayer<L>
    implements PoolableConvolution, ChannelScalable, LocalLayer {
  final int axes;
  int[] kernelSize;
  int[] strides;
  Padding padding = Padding.VALID;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  int[] dilationRate;
  Activation activation = Activations.LINEAR;
  boolean useBias = true;
  Initializer<?> biasInitializer = new Zeros();
  Regularizer biasRegularizer;
  Constraint biasConstraint;

  /** A window over 1 to 3 axes; its sizes are one for all axes or one each. */
  Convolution(int axes, int... kernelSize) {
    this.axes = axes;
    this.kernelSize = Sizes.of("kernelSize", axes, 1, kernelSize);
    this.strides = Sizes.of("strides", axes, 1, 1);
    this.dilationRate = Sizes.of("dilationRate", axes, 1, 1);
  }

  /** The trainable weights but the bias, in Keras's order. */
  abstract List<WeightSpec> kernels(long channels);

  /** The number of channels that come out. */
  abstract long outputChannels(long channels);

  /** Emits the convolution, without bias and activation, of a channels-last input. */
  abstract <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x);

  /** Whether the padding may be causal. */
  boolean takesCausal() {
    return false;
  }

  /** Where the window stops. */
  SpatialShape places(SpatialShape in) {
    return in.windows(kernelSize, strides, dilationRate, padding);
  }

  /** The multiplications by weights for one position of the output. */
  abstract long macsPerPosition(long channels);

  /**
   * Sets by how much the window moves. Default: 1.
   *
   * @param strides one number for all axes or one each, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer numbers or one is below 1
   */
  public L strides(int... strides) {
    return with(copy -> copy.strides = Sizes.of("strides", axes, 1, strides));
  }

  /**
   * Sets what happens at the edges. Default: {@link Padding#VALID}.
   *
   * @param padding whether the window stays inside the input
   * @return a changed copy
   * @throws IllegalArgumentException if it is CAUSAL and the layer cannot do that
   */
  public L padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(copy -> copy.padding = padding);
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  /**
   * Where the channels are.
   *
   * @return the order of the input's and the output's dimensions
   */
  public final DataFormat dataFormat() {
    return dataFormat;
  }

  /**
   * Sets the distance of the kernel's elements in the input. Default: 1, next to each other.
   *
   * @param dilationRate one number for all axes or one each, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer numbers or one is below 1, or if
   *     the layer cannot combine it with its strides
   */
  public L dilationRate(int... dilationRate) {
    return with(copy -> copy.dilationRate = Sizes.of("dilationRate", axes, 1, dilationRate));
  }

  /**
   * Sets the activation. Default: linear.
   *
   * @param activation applied to the result
   * @return a changed copy
   */
  public L activation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.activation = activation);
  }

  /**
   * Adds a bias for each output channel or not. Default: true.
   *
   * @param useBias whether to add a bias
   * @return a changed copy
   */
  public L useBias(boolean useBias) {
    return with(copy -> copy.useBias = useBias);
  }

  /**
   * Sets how the bias starts. Default: {@link Zeros}.
   *
   * @param initializer draws the bias
   * @return a changed copy
   */
  public L biasInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.biasInitializer = initializer);
  }

  /**
   * Penalises the bias. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L biasRegularizer(Regularizer regularizer) {
    return with(copy -> copy.biasRegularizer = regularizer);
  }

  /**
   * Projects the bias after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L biasConstraint(Constraint constraint) {
    return with(copy -> copy.biasConstraint = constraint);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = read(input);
    return places(in).withChannels(outputChannels(in.channels())).shape();
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    long channels = read(input).channels();
    List<WeightSpec> weights = new ArrayList<>(kernels(channels));
    if (useBias) {
      weights.add(
          WeightSpec.trainable("bias", Shape.of(outputChannels(channels)), biasInitializer)
              .regularizer(biasRegularizer)
              .constraint(biasConstraint));
    }
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    var tf = context.tf();
    Operand<T> y = biased(context, convolve(context, dataFormat.toChannelsLast(tf, input)));
    // The activation comes last because softmax works along the last dimension, as it does in
    // Keras: with channels first, that is not the channels.
    return context.activate(activation, dataFormat.fromChannelsLast(tf, y));
  }

  private <T extends TNumber> Operand<T> biased(LayerContext<T> context, Operand<T> y) {
    return useBias ? context.tf().nn.biasAdd(y, context.weight("bias")) : y;
  }

  @Override
  public final boolean isPoolable() {
    return dataFormat == DataFormat.CHANNELS_LAST
        && activation instanceof Activations known
        && known.isNonDecreasing();
  }

  @Override
  public final <T extends TNumber> WindowExtremes<T> callPooled(
      LayerContext<T> context, Operand<T> x, UnaryOperator<Operand<T>> pool) {
    WindowExtremes<T> extremes = WindowExtremes.of(context.tf(), convolve(context, x), pool);
    if (useBias) {
      extremes = extremes.plus(context.weight("bias"));
    }
    return activation == Activations.LINEAR
        ? extremes
        : extremes.map(extreme -> context.activate(activation, extreme));
  }

  /** Windows that stay inside the input, channels last; the known activations keep to a place. */
  @Override
  public Shape reads(Shape input, Shape output) {
    return padding == Padding.VALID
            && dataFormat == DataFormat.CHANNELS_LAST
            && activation instanceof Activations
        ? read(input).spanned(read(output), kernelSize, strides, dilationRate).shape()
        : input;
  }

  @Override
  public final boolean isChannelScalable() {
    return dataFormat == DataFormat.CHANNELS_LAST && activation == Activations.LINEAR;
  }

  @Override
  public final <T extends TNumber> Operand<T> callScaled(
      LayerContext<T> context, Operand<T> x, Operand<T> factor, Operand<T> shift) {
    var tf = context.tf();
    List<WeightSpec> kernels = kernels(read(x.shape()).channels());
    WeightSpec last = kernels.get(kernels.size() - 1);
    Operand<T> factors = tf.reshape(factor, tf.constant(factorShape(last.shape())));
    Operand<T> kernel = tf.math.mul(context.weight(last.name()), factors);
    Operand<T> bias =
        useBias ? tf.math.add(tf.math.mul(context.weight("bias"), factor), shift) : shift;
    LayerContext<T> scaled =
        new ReplacedWeight<>(context, last.name(), context.precomputed(kernel));
    return tf.nn.biasAdd(convolve(scaled, x), context.precomputed(bias));
  }

  /** The shape that lets a number for each output channel multiply the last kernel. */
  long[] factorShape(Shape kernel) {
    return new long[] {-1};
  }

  /** Positions of the output times {@link #macsPerPosition}; an unknown size counts as 1. */
  @Override
  protected long macs(Shape input) {
    SpatialShape in = read(input);
    long positions = places(in).positions();
    return Math.multiplyExact(positions, macsPerPosition(in.channels()));
  }

  @Override
  public void options(Options options) {
    kernelSize = Sizes.of("kernelSize", axes, 1, options.integers("kernelSize", kernelSize));
    strides = Sizes.of("strides", axes, 1, options.integers("strides", strides));
    padding = options.choice("padding", padding);
    dataFormat = options.choice("dataFormat", dataFormat);
    dilationRate =
        Sizes.of("dilationRate", axes, 1, options.integers("dilationRate", dilationRate));
    activation = options.object("activation", Activation.class, activation);
    useBias = options.bool("useBias", useBias);
    biasInitializer = options.object("biasInitializer", Initializer.class, biasInitializer);
    biasRegularizer = options.object("biasRegularizer", Regularizer.class, biasRegularizer);
    biasConstraint = options.object("biasConstraint", Constraint.class, biasConstraint);
  }

  @Override
  public void validate() {
    if (padding == Padding.CAUSAL && !takesCausal()) {
      throw new IllegalArgumentException("padding must be VALID or SAME, not CAUSAL");
    }
  }

  /** The product of the kernel's sizes. */
  final long window() {
    long product = 1;
    for (int size : kernelSize) {
      product = Math.multiplyExact(product, (long) size);
    }
    return product;
  }

  /** The shape of a kernel: its sizes, then two more dimensions. */
  final Shape kernelShape(long second, long last) {
    Shape shape = Shape.of(second, last);
    for (int i = axes - 1; i >= 0; i--) {
      shape = shape.prepend(kernelSize[i]);
    }
    return shape;
  }

  final SpatialShape read(Shape input) {
    return SpatialShape.of(input, axes, dataFormat);
  }
}

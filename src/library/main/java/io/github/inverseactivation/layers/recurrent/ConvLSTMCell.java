package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv3D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * One step of {@link ConvLSTM2D} and its kin over one and three axes.
 *
 * <p>Source: Keras, {@code ConvLSTMCell}, which it does not export; Shi et al. 2015.
 */
final class ConvLSTMCell extends MemoryCell<ConvLSTMCell> {
  private static final List<String> AXES = List.of("depth", "height", "width");

  final int axes;
  private int[] kernelSize;
  private int[] strides;
  private int[] dilationRate;
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  ConvLSTMCell(int filters, int axes, int... kernelSize) {
    super(filters);
    this.axes = axes;
    this.kernelSize = Sizes.of("kernelSize", axes, 1, kernelSize);
    this.strides = Sizes.of("strides", axes, 1, 1);
    this.dilationRate = Sizes.of("dilationRate", axes, 1, 1);
    validate();
  }

  ConvLSTMCell strides(int... strides) {
    return with(copy -> copy.strides = Sizes.of("strides", axes, 1, strides));
  }

  ConvLSTMCell padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(copy -> copy.padding = padding);
  }

  ConvLSTMCell dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  ConvLSTMCell dilationRate(int... dilationRate) {
    return with(copy -> copy.dilationRate = Sizes.of("dilationRate", axes, 1, dilationRate));
  }

  /** The dimension of the channels, of inputs and states of one step. */
  int channelAxis() {
    return dataFormat == DataFormat.CHANNELS_LAST ? axes + 1 : 1;
  }

  /** The convolution of the inputs, for some of the gates. */
  Layer inputConvolution(int gates) {
    return convolution(gates, strides, padding, dilationRate, useBias);
  }

  /** The convolution of the states, for some of the gates: it keeps their size. */
  Layer stateConvolution(int gates) {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return convolution(gates, ones, Padding.SAME, ones, false);
  }

  private Layer convolution(int gates, int[] step, Padding edges, int[] dilation, boolean biased) {
    int filters = gates * units;
    return switch (axes) {
      case 1 ->
          new Conv1D(filters, kernelSize[0])
              .strides(step)
              .padding(edges)
              .dilationRate(dilation)
              .dataFormat(dataFormat)
              .useBias(biased);
      case 2 ->
          new Conv2D(filters, kernelSize)
              .strides(step)
              .padding(edges)
              .dilationRate(dilation)
              .dataFormat(dataFormat)
              .useBias(biased);
      default ->
          new Conv3D(filters, kernelSize)
              .strides(step)
              .padding(edges)
              .dilationRate(dilation)
              .dataFormat(dataFormat)
              .useBias(biased);
    };
  }

  @Override
  String unitsName() {
    return "filters";
  }

  @Override
  String inputForm() {
    String sizes = String.join(", ", AXES.subList(AXES.size() - axes, AXES.size()));
    return dataFormat == DataFormat.CHANNELS_LAST ? sizes + ", channels" : "channels, " + sizes;
  }

  @Override
  int inputRank() {
    return axes + 2;
  }

  @Override
  List<Shape> stateShapes(Shape input) {
    Shape shape = stepShape(input);
    return List.of(shape, shape);
  }

  @Override
  Shape stepShape(Shape input) {
    SpatialShape read = SpatialShape.of(input, axes, dataFormat);
    Shape shape =
        read.windows(kernelSize, strides, dilationRate, padding).withChannels(units).shape();
    Shape step = shape.subShape(1, shape.numDimensions());
    if (step.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "a convolutional LSTM takes images of a known size, not "
              + input
              + ": give the model's Input the size");
    }
    return step;
  }

  @Override
  long features(Shape input) {
    return SpatialShape.of(input, axes, dataFormat).channels();
  }

  @Override
  Shape kernelShape(long rows) {
    Shape shape = super.kernelShape(rows);
    for (int i = axes - 1; i >= 0; i--) {
      shape = shape.prepend(kernelSize[i]);
    }
    return shape;
  }

  @Override
  long places(Shape input) {
    long window = Arrays.stream(kernelSize).asLongStream().reduce(1, Math::multiplyExact);
    return Math.multiplyExact(window, stepShape(input).size() / units);
  }

  @Override
  <T extends TNumber> Steps<T> steps(LayerContext<T> context) {
    return new ConvLSTMSteps<>(context, this);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    kernelSize = Sizes.of("kernelSize", axes, 1, options.integers("kernelSize", kernelSize));
    strides = Sizes.of("strides", axes, 1, options.integers("strides", strides));
    padding = options.choice("padding", padding);
    dataFormat = options.choice("dataFormat", dataFormat);
    dilationRate =
        Sizes.of("dilationRate", axes, 1, options.integers("dilationRate", dilationRate));
  }

  @Override
  public void validate() {
    super.validate();
    if (padding == Padding.CAUSAL) {
      throw new IllegalArgumentException("padding must be VALID or SAME, not CAUSAL");
    }
    inputConvolution(1); // refuses strides and a dilation together
  }
}

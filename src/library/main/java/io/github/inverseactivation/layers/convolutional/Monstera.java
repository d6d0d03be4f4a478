package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.ComposedLayer;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.SpatialShape;
import io.github.inverseactivation.layers.reshaping.Cropping2D;
import io.github.inverseactivation.layers.reshaping.Permute;
import io.github.inverseactivation.layers.reshaping.Reshape;
import io.github.inverseactivation.layers.reshaping.ZeroPadding2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;

/**
 * Two grouped convolutions with a shuffle of the channels between them, in place of one that sees
 * all channels at once: every output still depends on every input channel, at about {@code 2 m /
 * sqrt(channels)} of the multiply-accumulates.
 *
 * <pre>
 * g(n)   = the largest divisor of n from 2 to sqrt(n); where n from 5 on has none, n counts as n + 1
 * input  [height, width, channels], zero-padded to n channels;  i = g(n), o = g(filters)
 * first  Conv2D(i o m, kernel, groups = i), without bias        m channels for each pair of groups
 * split  Reshape(height, width, i, m, o)
 * turn   Permute(1, 2, 5, 3, 4)                                 each group of outputs together
 * join   Reshape(height, width, o i m)
 * second Conv2D(filters, kernel, groups = o), cropped to filters channels
 * </pre>
 *
 * <p>It is linear: an activation, such as InverseActivation, comes after it. Keras's files hold it
 * as a Sequential model of these standard layers, and are read back as such a model; exported
 * graphs hold its operations.
 *
 * <p>Options and their defaults: {@code multiplier} 1, {@code strides} 1, {@code padding} VALID,
 * {@code useBias} true, {@code kernelInitializer} {@link GlorotUniform}.
 *
 * <pre>{@code
 * Sequential model =
 *     Sequential.of(
 *         Input.shape(28, 28, 1),
 *         new Conv2D(16, 3),
 *         new InverseActivation(),                       // 32 channels
 *         new Monstera(64, 3).padding(Padding.SAME),     // groups of 4 and 8
 *         new InverseActivation());
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, all but the batch known. Output shape:
 * {@code [batch, newHeight, newWidth, filters]}, as of two convolutions one after the other.
 * Another shape is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: the author's Monstera for Python Keras. There is no such layer in Keras.
 */
public final class Monstera extends ComposedLayer<Monstera> {
  private int filters;
  private int kernelSize;
  private int multiplier = 1;
  private int strides = 1;
  private Padding padding = Padding.VALID;
  private boolean useBias = true;
  private Initializer<?> kernelInitializer = new GlorotUniform();

  /**
   * Two convolutions.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize height and width of each convolution's window, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Monstera(int filters, int kernelSize) {
    this.filters = filters;
    this.kernelSize = kernelSize;
    validate();
  }

  /**
   * Sets how many channels lead from each group of inputs to each group of outputs. Default: 1.
   *
   * @param multiplier at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public Monstera multiplier(int multiplier) {
    return with(copy -> copy.multiplier = multiplier);
  }

  /**
   * Sets the steps of the first convolution. Default: 1.
   *
   * @param strides the step in both directions, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public Monstera strides(int strides) {
    return with(copy -> copy.strides = strides);
  }

  /**
   * Sets what happens at the borders, in both convolutions. Default: {@link Padding#VALID}.
   *
   * @param padding the way to treat borders
   * @return a changed copy
   */
  public Monstera padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(copy -> copy.padding = padding);
  }

  /**
   * Says whether the second convolution adds a bias; the first has none. Default: true.
   *
   * @param useBias false for none
   * @return a changed copy
   */
  public Monstera useBias(boolean useBias) {
    return with(copy -> copy.useBias = useBias);
  }

  /**
   * Sets the initial values of both kernels. Default: {@link GlorotUniform}.
   *
   * @param kernelInitializer gives the values
   * @return a changed copy
   */
  public Monstera kernelInitializer(Initializer<?> kernelInitializer) {
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    return with(copy -> copy.kernelInitializer = kernelInitializer);
  }

  /**
   * How many groups a number of channels is split into.
   *
   * @param channels at least 1
   * @return the largest divisor from 2 to the root; of one channel more where there is none, and 1
   *     for up to three channels
   */
  static int groups(long channels) {
    for (int divisor = (int) Math.sqrt(padded(channels)); divisor > 1; divisor--) {
      if (padded(channels) % divisor == 0) {
        return divisor;
      }
    }
    return 1;
  }

  /** One more for a prime: the number after it is even. */
  private static long padded(long channels) {
    for (long divisor = (long) Math.sqrt(channels); divisor > 1; divisor--) {
      if (channels % divisor == 0) {
        return channels;
      }
    }
    return channels < 4 ? channels : channels + 1;
  }

  @Override
  public List<Layer> parts(Shape input) {
    SpatialShape in = SpatialShape.of(input, 2, DataFormat.CHANNELS_LAST);
    if (in.size(0) == Shape.UNKNOWN_SIZE || in.size(1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "needs images of known height and width: give the model an input that has them");
    }
    int inner = groups(in.channels());
    int outer = groups(filters);
    List<Layer> parts = new ArrayList<>();
    if (padded(in.channels()) > in.channels()) {
      // Height counts as channels here, so that the channels are what is padded.
      parts.add(new ZeroPadding2D(0, 0, 0, 1).dataFormat(DataFormat.CHANNELS_FIRST).name("pad"));
    }
    Conv2D first = convolution(inner * outer * multiplier, inner).strides(strides).useBias(false);
    Shape between = first.outputShape(List.of(in.withChannels(padded(in.channels())).shape()));
    int height = Math.toIntExact(between.get(1));
    int width = Math.toIntExact(between.get(2));
    parts.add(first.name("first"));
    parts.add(new Reshape(height, width, inner, multiplier, outer).name("split"));
    parts.add(new Permute(1, 2, 5, 3, 4).name("turn"));
    parts.add(new Reshape(height, width, outer * inner * multiplier).name("join"));
    int padded = Math.toIntExact(padded(filters));
    parts.add(convolution(padded, outer).useBias(useBias).name("second"));
    if (padded > filters) {
      parts.add(new Cropping2D(0, 0, 0, 1).dataFormat(DataFormat.CHANNELS_FIRST).name("crop"));
    }
    return parts;
  }

  private Conv2D convolution(int outputs, int groups) {
    return new Conv2D(outputs, kernelSize)
        .groups(groups)
        .padding(padding)
        .kernelInitializer(kernelInitializer);
  }

  @Override
  public void options(Options options) {
    filters = options.integer("filters", filters);
    kernelSize = options.integer("kernelSize", kernelSize);
    multiplier = options.integer("multiplier", multiplier);
    strides = options.integer("strides", strides);
    padding = options.choice("padding", padding);
    useBias = options.bool("useBias", useBias);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
  }

  @Override
  public void validate() {
    if (filters < 1 || kernelSize < 1 || multiplier < 1 || strides < 1) {
      throw new IllegalArgumentException(
          "filters, kernelSize, multiplier and strides must be at least 1, not "
              + filters
              + ", "
              + kernelSize
              + ", "
              + multiplier
              + " and "
              + strides);
    }
  }
}

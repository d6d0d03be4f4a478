package io.github.inverseactivation.layers;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The shape of a batch of images (or of sequences, or of volumes), read without caring where the
 * channels are. Immutable.
 *
 * <p>Axes are counted from 0 and without batch and channels: for images, 0 is the height and 1 the
 * width. A size may be unknown, {@link Shape#UNKNOWN_SIZE}.
 */
public final class SpatialShape {
  private static final List<List<String>> AXES =
      List.of(List.of("steps"), List.of("height", "width"), List.of("depth", "height", "width"));

  private final long batch;
  private final long[] sizes;
  private final long channels;
  private final DataFormat format;

  private SpatialShape(long batch, long[] sizes, long channels, DataFormat format) {
    this.batch = batch;
    this.sizes = sizes;
    this.channels = channels;
    this.format = format;
  }

  /**
   * Reads a shape.
   *
   * @param shape the shape, batch dimension first
   * @param axes how many axes there are besides batch and channels, 1 to 3; images have 2
   * @param format where the channels are
   * @return the shape's parts
   * @throws IllegalArgumentException if the shape has another number of dimensions
   */
  public static SpatialShape of(Shape shape, int axes, DataFormat format) {
    if (shape.numDimensions() != axes + 2) {
      String names = String.join(", ", AXES.get(axes - 1));
      throw new IllegalArgumentException(
          "takes "
              + (format == DataFormat.CHANNELS_LAST
                  ? "[batch, " + names + ", channels]"
                  : "[batch, channels, " + names + "]")
              + ", not the shape "
              + shape
              + ": change the shape, such as with Reshape");
    }
    int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
    long[] sizes = new long[axes];
    for (int i = 0; i < axes; i++) {
      sizes[i] = shape.get(first + i);
    }
    long channels = shape.get(format == DataFormat.CHANNELS_LAST ? axes + 1 : 1);
    return new SpatialShape(shape.get(0), sizes, channels, format);
  }

  /**
   * The size along one axis.
   *
   * @param axis the axis, from 0
   * @return its size, or -1 where it is unknown
   */
  public long size(int axis) {
    return sizes[axis];
  }

  /**
   * The number of channels, for layers whose weights depend on it.
   *
   * @return the number of channels
   * @throws IllegalArgumentException if it is unknown
   */
  public long channels() {
    if (channels == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "needs to know the number of channels, but the input's shape is "
              + shape()
              + " ("
              + format
              + "): give the model an input with a known number of channels");
    }
    return channels;
  }

  /**
   * The number of positions in one image; an axis of unknown size counts as one position.
   *
   * @return the product of the known sizes
   */
  public long positions() {
    long positions = 1;
    for (long size : sizes) {
      positions = Math.multiplyExact(positions, size == Shape.UNKNOWN_SIZE ? 1 : size);
    }
    return positions;
  }

  /**
   * The same with other sizes.
   *
   * @param newSizes a size for each axis, or -1 where it is unknown
   * @return a changed copy
   */
  public SpatialShape withSizes(long... newSizes) {
    return new SpatialShape(batch, newSizes.clone(), channels, format);
  }

  /**
   * The same with another number of channels.
   *
   * @param newChannels the number of channels
   * @return a changed copy
   */
  public SpatialShape withChannels(long newChannels) {
    return new SpatialShape(batch, sizes, newChannels, format);
  }

  /**
   * What comes out when a window moves over the axes, one position for each place it stops at. With
   * {@code e = (window - 1) * dilation + 1}, that is {@code floor((size - e) / stride) + 1}
   * positions for {@link Padding#VALID} and {@code ceil(size / stride)} else.
   *
   * @param window the window's sizes
   * @param strides by how much it moves
   * @param dilation the distance of its elements
   * @param padding what happens at the edges
   * @return the shape of one value for each place
   * @throws IllegalArgumentException if the window is larger than the image and may not stick out
   */
  public SpatialShape windows(int[] window, int[] strides, int[] dilation, Padding padding) {
    long[] out = new long[sizes.length];
    for (int i = 0; i < out.length; i++) {
      long extent = (window[i] - 1L) * dilation[i] + 1;
      if (sizes[i] == Shape.UNKNOWN_SIZE) {
        out[i] = Shape.UNKNOWN_SIZE;
      } else if (padding != Padding.VALID) {
        out[i] = (sizes[i] + strides[i] - 1) / strides[i];
      } else {
        out[i] = sizes[i] < extent ? 0 : (sizes[i] - extent) / strides[i] + 1;
      }
      if (out[i] == 0) {
        throw new IllegalArgumentException(tooSmall(i, extent, window, padding));
      }
    }
    return withSizes(out);
  }

  /**
   * The part of this shape that a window moves over to stop at the first places, the inverse of
   * {@link #windows} with {@link Padding#VALID}: with {@code e = (window - 1) * dilation + 1}, the
   * first {@code (places - 1) * stride + e} positions of an axis.
   *
   * @param places how many places there are on each axis
   * @param window the window's sizes
   * @param strides by how much it moves
   * @param dilation the distance of its elements
   * @return the shape that is read, no larger than this one
   */
  public SpatialShape spanned(SpatialShape places, int[] window, int[] strides, int[] dilation) {
    long[] read = sizes.clone();
    for (int i = 0; i < read.length; i++) {
      if (read[i] != Shape.UNKNOWN_SIZE) {
        long extent = (window[i] - 1L) * dilation[i] + 1;
        read[i] = Math.min(read[i], (places.size(i) - 1) * strides[i] + extent);
      }
    }
    return withSizes(read);
  }

  /**
   * The whole shape.
   *
   * @return the shape, batch dimension first, channels where the format has them
   */
  public Shape shape() {
    Shape inner = Shape.of(sizes);
    return (format == DataFormat.CHANNELS_LAST ? inner.append(channels) : inner.prepend(channels))
        .prepend(batch);
  }

  private String tooSmall(int axis, long extent, int[] window, Padding padding) {
    return "the window "
        + Sizes.text(window)
        + (extent == window[axis] ? "" : " (dilated to " + extent + ")")
        + " does not fit into the "
        + AXES.get(sizes.length - 1).get(axis)
        + " "
        + sizes[axis]
        + " of the input "
        + shape()
        + " ("
        + format
        + ") with padding "
        + padding
        + ": use padding SAME, a smaller window, fewer layers that shrink the input, or a larger"
        + " input";
  }
}

package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.family.TNumber;

/**
 * What adding and cutting off the border of a sequence, an image or a volume share: the widths of
 * its sides, two for each axis.
 *
 * @param <L> the subclass itself
 */
abstract class Border<L extends Border<L>> extends SingleInputLayer<L> {
  private static final List<List<String>> AXES =
      List.of(List.of("steps"), List.of("height", "width"), List.of("depth", "height", "width"));

  private final int axes;
  private final String option;
  private int[] sides;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** A border of one number for all sides, one for each axis, or two for each axis. */
  Border(int axes, String option, int... widths) {
    this.axes = axes;
    this.option = option;
    this.sides = sides(widths);
  }

  // Keras writes ((top, bottom), (left, right)) and also reads (height, width) or one number. Here
  // pairs within pairs are four numbers in a row.
  @Override
  public void options(Options options) {
    sides = sides(options.integers(option, sides));
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  /** The shape with the border added. */
  final Shape larger(Shape input) {
    SpatialShape in = SpatialShape.of(input, axes, dataFormat);
    long[] sizes = new long[axes];
    for (int i = 0; i < axes; i++) {
      long size = in.size(i);
      sizes[i] = size == Shape.UNKNOWN_SIZE ? size : size + width(i);
    }
    return in.withSizes(sizes).shape();
  }

  /** The shape with the border cut off. */
  final Shape smaller(Shape input) {
    SpatialShape in = SpatialShape.of(input, axes, dataFormat);
    long[] sizes = new long[axes];
    for (int i = 0; i < axes; i++) {
      long size = in.size(i);
      if (size != Shape.UNKNOWN_SIZE && size <= width(i)) {
        throw new IllegalArgumentException(nothingLeft(AXES.get(axes - 1).get(i), size, input));
      }
      sizes[i] = size == Shape.UNKNOWN_SIZE ? size : size - width(i);
    }
    return in.withSizes(sizes).shape();
  }

  /** Emits the border of zeros. */
  final <T extends TNumber> Operand<T> pad(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    int[][] widths = new int[axes + 2][2];
    for (int i = 0; i < axes; i++) {
      widths[first() + i] = new int[] {sides[2 * i], sides[2 * i + 1]};
    }
    return tf.pad(input, tf.constant(widths), context.constant(0));
  }

  /** Emits the cut. */
  final <T extends TNumber> Operand<T> crop(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    int[] begin = new int[axes + 2];
    int[] end = new int[axes + 2];
    for (int i = 0; i < axes; i++) {
      begin[first() + i] = sides[2 * i];
      end[first() + i] = -sides[2 * i + 1];
    }
    // Ends are counted from the end, where 0 cannot be said: there the mask means "all".
    long all = 0;
    for (int i = 0; i < end.length; i++) {
      all |= end[i] == 0 ? 1L << i : 0;
    }
    int[] every = new int[axes + 2];
    Arrays.fill(every, 1);
    return tf.stridedSlice(
        input, tf.constant(begin), tf.constant(end), tf.constant(every), StridedSlice.endMask(all));
  }

  private long width(int axis) {
    return sides[2 * axis] + (long) sides[2 * axis + 1];
  }

  /** The dimension of the first axis. */
  private int first() {
    return dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
  }

  private String nothingLeft(String axis, long size, Shape input) {
    return option
        + " "
        + Arrays.toString(sides)
        + " ("
        + names()
        + ") leaves nothing of the "
        + axis
        + " "
        + size
        + " of the input "
        + input
        + " ("
        + dataFormat
        + "): crop less, or use a larger input";
  }

  private String names() {
    return switch (axes) {
      case 1 -> "before, after";
      case 2 -> "top, bottom, left, right";
      default -> "front, back, top, bottom, left, right";
    };
  }

  private int[] sides(int[] widths) {
    if (widths == null || Arrays.stream(widths).anyMatch(width -> width < 0)) {
      throw new IllegalArgumentException(
          option + " must be at least 0, not " + Arrays.toString(widths));
    }
    if (widths.length != 1 && widths.length != axes && widths.length != 2 * axes) {
      String eachAxis =
          axes == 1 ? "" : ", " + axes + " (" + String.join(", ", AXES.get(axes - 1)) + ")";
      throw new IllegalArgumentException(
          option
              + " takes 1 number"
              + eachAxis
              + " or "
              + 2 * axes
              + " ("
              + names()
              + "), not "
              + Arrays.toString(widths));
    }
    int[] all = new int[2 * axes];
    Arrays.setAll(all, i -> widths[i * widths.length / all.length]);
    return all;
  }
}

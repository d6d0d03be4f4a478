package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Arrays;
import java.util.Objects;

/**
 * What adding and cutting off the border of an image share: the widths of the four sides.
 *
 * @param <L> the subclass itself
 */
abstract class Border<L extends Border<L>> extends SingleInputLayer<L> {
  private final String option;
  private int[] sides;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** A border of one number for all sides, two for height and width, or four. */
  Border(String option, int... widths) {
    this.option = option;
    this.sides = sides(widths);
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

  // Keras writes ((top, bottom), (left, right)) and also reads (height, width) or one number. Here
  // pairs within pairs are four numbers in a row.
  @Override
  public void options(Options options) {
    sides = sides(options.integers(option, sides));
    dataFormat = options.choice("dataFormat", dataFormat);
  }

  final int top() {
    return sides[0];
  }

  final int bottom() {
    return sides[1];
  }

  final int left() {
    return sides[2];
  }

  final int right() {
    return sides[3];
  }

  /** The dimension of the height; the width is the next. */
  final int heightDimension() {
    return dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
  }

  final int[] all() {
    return sides.clone();
  }

  private int[] sides(int[] widths) {
    if (widths == null || Arrays.stream(widths).anyMatch(width -> width < 0)) {
      throw new IllegalArgumentException(
          option + " must be at least 0, not " + Arrays.toString(widths));
    }
    return switch (widths.length) {
      case 1 -> new int[] {widths[0], widths[0], widths[0], widths[0]};
      case 2 -> new int[] {widths[0], widths[0], widths[1], widths[1]};
      case 4 -> widths.clone();
      default ->
          throw new IllegalArgumentException(
              option
                  + " takes 1 number, 2 (height, width) or 4 (top, bottom, left, right), not "
                  + Arrays.toString(widths));
    };
  }
}

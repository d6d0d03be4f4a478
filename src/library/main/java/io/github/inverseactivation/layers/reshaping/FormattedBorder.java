package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import java.util.Objects;

/**
 * A border of an input whose channels may be first.
 *
 * @param <L> the subclass itself
 */
abstract class FormattedBorder<L extends FormattedBorder<L>> extends Border<L> {

  FormattedBorder(int axes, String option, int... widths) {
    super(axes, option, widths);
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

  @Override
  public void options(Options options) {
    super.options(options);
    dataFormat = options.choice("dataFormat", dataFormat);
  }
}

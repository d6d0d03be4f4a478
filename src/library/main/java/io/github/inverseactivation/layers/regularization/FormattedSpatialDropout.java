package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import java.util.Objects;

/**
 * Dropout of whole channels, which may be first.
 *
 * @param <L> the subclass itself
 */
abstract class FormattedSpatialDropout<L extends FormattedSpatialDropout<L>>
    extends SpatialDropout<L> {

  FormattedSpatialDropout(int axes, double rate) {
    super(axes, rate);
  }

  /**
   * Says where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat last axis, or axis 1
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

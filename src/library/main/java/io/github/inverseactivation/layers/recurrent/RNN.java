package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import java.util.Objects;

/**
 * Takes a cell through a sequence.
 *
 * <pre>
 * output(t), states(t) = cell(x(t), states(t - 1))
 * </pre>
 *
 * <p>A step that the input's mask leaves out changes no state, and puts out what the step before
 * did. Training needs sequences of a known length.
 *
 * <pre>{@code
 * new RNN(new StackedRNNCells(new LSTMCell(64), new LSTMCell(32)))
 * new RNN(new GRUCell(32)).returnSequences(true)
 * }</pre>
 *
 * <p>Options and their defaults: {@code returnSequences}, {@code returnState}, {@code goBackwards}
 * and {@code zeroOutputForMask} false. Keras's {@code stateful} is not supported, and {@code
 * unroll} changes nothing.
 *
 * <p>Inputs: {@code [batch, time, features]}, and if wanted an initial state {@code [batch, size]}
 * for each state of the cell, zeros otherwise; with initial states the mask is passed on, but steps
 * are not left out, as in Keras. Outputs: {@code [batch, size]}, or {@code [batch, time, size]}
 * with {@code returnSequences}; then the last states with {@code returnState}. Weights: those of
 * the cell, called {@code cell/...}. Other shapes are refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RNN}.
 */
public final class RNN extends Recurrent<RNN> {
  private RecurrentCell<?> cell;

  /**
   * A layer of a cell.
   *
   * @param cell the cell
   */
  public RNN(RecurrentCell<?> cell) {
    this.cell = Objects.requireNonNull(cell, "cell");
  }

  @Override
  RecurrentCell<?> cell() {
    return cell;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    cell = options.object("cell", RecurrentCell.class, cell);
  }

  @Override
  public void validate() {
    if (cell == null) {
      throw new IllegalArgumentException("cell is missing: give a cell, such as an LSTMCell");
    }
  }
}

package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * What all layers share that take a cell through a sequence.
 *
 * @param <L> the subclass itself
 */
abstract class Recurrent<L extends Recurrent<L>> extends TypedLayer<L> {
  boolean returnSequences;
  boolean returnState;
  boolean goBackwards;
  boolean zeroOutputForMask;

  Recurrent() {}

  /** The cell. */
  abstract RecurrentCell<?> cell();

  /**
   * Puts out the outputs of all steps, {@code [batch, time, ...]}, or the last one. Default: false,
   * the last.
   *
   * @param returnSequences true for all steps
   * @return a changed copy
   */
  public final L returnSequences(boolean returnSequences) {
    return with(copy -> ((Recurrent<?>) copy).returnSequences = returnSequences);
  }

  /**
   * Puts out the last states too, after the output. Default: false.
   *
   * @param returnState true for several outputs
   * @return a changed copy
   */
  public final L returnState(boolean returnState) {
    return with(copy -> ((Recurrent<?>) copy).returnState = returnState);
  }

  /**
   * Begins at the end of the sequence; the outputs are in the order of the steps, the last of the
   * sequence first. Default: false.
   *
   * @param goBackwards true to begin at the end
   * @return a changed copy
   */
  public final L goBackwards(boolean goBackwards) {
    return with(copy -> ((Recurrent<?>) copy).goBackwards = goBackwards);
  }

  /**
   * Puts out zeros for steps that a mask leaves out, not the output of the step before. Default:
   * false.
   *
   * @param zeroOutputForMask true for zeros
   * @return a changed copy
   */
  public final L zeroOutputForMask(boolean zeroOutputForMask) {
    return with(copy -> ((Recurrent<?>) copy).zeroOutputForMask = zeroOutputForMask);
  }

  private Inner inner() {
    return new Inner("cell", cell());
  }

  @Override
  public final Map<String, Layer> sublayers() {
    return Map.of("cell", cell());
  }

  /** True: {@link #callAll} says which outputs have the mask. */
  @Override
  public final boolean supportsMasking() {
    return true;
  }

  @Override
  public final boolean takesMask() {
    return true;
  }

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return outputShapes(inputs).get(0);
  }

  @Override
  public final List<Shape> outputShapes(List<Shape> inputs) {
    States.check(
        this,
        inputs,
        cell().inputRank() + 1,
        "[batch, time, " + cell().inputForm() + "]",
        input -> cell().stateShapes(Sequence.step(input)));
    Shape input = inputs.get(0);
    Shape step = Sequence.step(input);
    Shape output = cell().stepShape(step);
    List<Shape> outputs = new ArrayList<>();
    outputs.add((returnSequences ? output.prepend(input.get(1)) : output).prepend(input.get(0)));
    if (returnState) {
      cell().stateShapes(step).forEach(state -> outputs.add(state.prepend(input.get(0))));
    }
    return outputs;
  }

  @Override
  public final List<WeightSpec> weights(List<Shape> inputs) {
    return inner().weights(List.of(Sequence.step(inputs.get(0))));
  }

  @Override
  public final <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public final <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Operand<T> x = inputs.get(0);
    List<Operand<T>> initial =
        inputs.size() > 1
            ? inputs.subList(1, inputs.size())
            : States.zeros(context, x, cell().stateShapes(Sequence.step(x.shape())));
    // As in Keras, where a mask reaches a layer only if the sequence is its only input.
    Operand<TBool> mask = inputs.size() > 1 ? null : context.mask(0);
    Sequence<T> sequence =
        new Sequence<>(
            inner().context(context, 0, List.of()),
            cell(),
            x,
            initial,
            mask,
            goBackwards,
            zeroOutputForMask,
            returnSequences);
    Sequence.Result<T> result = emit(sequence);
    List<Operand<T>> outputs = new ArrayList<>();
    outputs.add(result.output());
    context.outputMask(0, returnSequences ? context.mask(0) : null);
    if (returnState) {
      result.states().forEach(outputs::add);
      for (int i = 1; i < outputs.size(); i++) {
        context.outputMask(i, null);
      }
    }
    return outputs;
  }

  private <T extends TNumber> Sequence.Result<T> emit(Sequence<T> sequence) {
    long time = sequence.x().shape().get(1);
    if (time == 0) {
      throw new IllegalArgumentException(this + " takes sequences of one step or more, not none");
    }
    if (time != Shape.UNKNOWN_SIZE) {
      return new UnrolledLoop<>(sequence).emit();
    }
    if (!sequence.context().training()) {
      return new NativeLoop<>(sequence).emit();
    }
    throw new IllegalArgumentException(
        this
            + " takes sequences of a known length in training, since its steps are unrolled: give"
            + " the Input the number of steps, and pad shorter sequences");
  }

  @Override
  public final long macs(List<Shape> inputs) {
    long time = Math.max(1, inputs.get(0).get(1));
    return time * cell().macs(List.of(Sequence.step(inputs.get(0))));
  }

  @Override
  public void options(Options options) {
    returnSequences = options.bool("returnSequences", returnSequences);
    returnState = options.bool("returnState", returnState);
    goBackwards = options.bool("goBackwards", goBackwards);
    zeroOutputForMask = options.bool("zeroOutputForMask", zeroOutputForMask);
  }
}

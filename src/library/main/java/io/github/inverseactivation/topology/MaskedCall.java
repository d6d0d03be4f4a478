package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.ForwardingContext;
import io.github.inverseactivation.layers.LayerContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** The context of a call that finds masks at its inputs, and leaves masks. */
class MaskedCall<T extends TNumber> extends ForwardingContext<T> {
  private final List<Operand<TBool>> masks;
  private final Map<Integer, Operand<TBool>> inputMasks = new HashMap<>();
  private final Map<Integer, Operand<TBool>> outputMasks = new HashMap<>();

  /**
   * Adds masks to a context.
   *
   * @param masks the inputs' masks, with nulls where there are none
   */
  MaskedCall(LayerContext<T> context, List<Operand<TBool>> masks) {
    super(context);
    this.masks = masks;
  }

  /** A call for the masks that it leaves: nothing else of it is kept. */
  static <T extends TNumber> MaskedCall<T> forMasks(
      LayerContext<T> context, List<Operand<TBool>> masks) {
    return new MaskedCall<>(context, masks) {
      @Override
      public void update(String name, Operand<T> value) {}

      @Override
      public void addLoss(Operand<T> loss) {}
    };
  }

  @Override
  public Operand<TBool> mask(int input) {
    return masks.get(input);
  }

  @Override
  public void inputMask(int input, Operand<TBool> mask) {
    inputMasks.put(input, mask);
  }

  @Override
  public void outputMask(int output, Operand<TBool> mask) {
    outputMasks.put(output, mask);
  }

  /** What the layer said of its inputs' masks. */
  Map<Integer, Operand<TBool>> inputMasks() {
    return inputMasks;
  }

  /** What the layer said of its outputs' masks. */
  Map<Integer, Operand<TBool>> outputMasks() {
    return outputMasks;
  }
}

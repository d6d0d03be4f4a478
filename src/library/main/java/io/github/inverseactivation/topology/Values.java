package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Phase;
import io.github.inverseactivation.layers.attention.ReturnsAttentionScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The values of a network while its operations are emitted, by their numbers, and their masks as
 * Keras 3 has them.
 *
 * <p>There, a mask is an attribute of a tensor. Two values are one tensor where a layer puts out
 * what it takes, as a {@code Dropout} does in prediction, and a layer may take a mask off its
 * inputs, as {@code MultiHeadAttention} does: what uses them later finds none. But a layer whose
 * call has an argument for a mask, and one input, was given its mask when the model was described,
 * and no mask is taken off then. Source: Keras, {@code Layer.__call__} in {@code layers/layer.py}.
 *
 * @param <T> the type computed in
 */
final class Values<T extends TNumber> {

  /** The mask of a tensor, which several values may be; null where all steps count. */
  private static final class Mask {
    private Operand<TBool> steps;

    Mask(Operand<TBool> steps) {
      this.steps = steps;
    }
  }

  private final List<Operand<T>> values = new ArrayList<>();
  private final List<Mask> masks = new ArrayList<>();

  /** The masks as the model was described, of the values for which they matter. */
  private final Map<Integer, Operand<TBool>> described = new HashMap<>();

  private final Set<Integer> needed;

  /** Begins with what goes in; masks may be null. */
  Values(Network network, List<? extends Operand<T>> inputs, List<Operand<TBool>> inputMasks) {
    needed = needed(network);
    for (int i = 0; i < inputs.size(); i++) {
      int same = place(inputs.get(i), values);
      masks.add(same < 0 ? new Mask(inputMasks.get(i)) : masks.get(same));
      values.add(inputs.get(i));
    }
  }

  /** The values whose masks, as the model was described, some call takes. */
  private static Set<Integer> needed(Network network) {
    Set<Integer> needed = new HashSet<>();
    for (int i = network.nodes().size() - 1; i >= 0; i--) {
      Node node = network.nodes().get(i);
      boolean needs = takesDescribed(node);
      for (int output = 0; output < node.outputShapes().size(); output++) {
        needs |= needed.contains(node.firstOutput() + output);
      }
      if (needs) {
        needed.addAll(node.inputs());
      }
    }
    return needed;
  }

  /**
   * Whether a call was given its masks when the model was described: Keras notes them in the call's
   * own arguments, which it copies where others stand there, except for models.
   */
  private static boolean takesDescribed(Node node) {
    Layer layer = node.layer().layer();
    return layer instanceof NetworkLayer
        || layer.takesMask() && node.inputs().size() == 1 && node.phase() == Phase.OF_MODEL;
  }

  List<Operand<T>> inputs(Node node) {
    return node.inputs().stream().map(values::get).toList();
  }

  Operand<T> get(int value) {
    return values.get(value);
  }

  Operand<TBool> mask(int value) {
    return masks.get(value).steps;
  }

  /** Calls the layer of a node and adds what it puts out. */
  void call(Node node, LayerContext<T> context) {
    List<Operand<TBool>> found = foundMasks(node);
    MaskedCall<T> call = new MaskedCall<>(context, found);
    List<Operand<T>> outputs = node.layer().layer().emit(call, inputs(node));
    describe(node, context, found, call.outputMasks());
    call.inputMasks().forEach((input, mask) -> masks.get(node.inputs().get(input)).steps = mask);
    add(node, outputs, found, call.outputMasks());
  }

  /** Adds what a node puts out whose layer was not called as it is. */
  void add(Node node, List<Operand<T>> outputs) {
    List<Operand<TBool>> found = foundMasks(node);
    describe(node, null, found, Map.of());
    add(node, outputs, found, Map.of());
  }

  private List<Operand<TBool>> foundMasks(Node node) {
    List<Operand<TBool>> found = new ArrayList<>();
    for (int value : node.inputs()) {
      Operand<TBool> given = takesDescribed(node) ? described.get(value) : null;
      found.add(given == null ? mask(value) : given);
    }
    return found;
  }

  private void add(
      Node node,
      List<Operand<T>> outputs,
      List<Operand<TBool>> found,
      Map<Integer, Operand<TBool>> said) {
    Layer layer = node.layer().layer();
    boolean mayBeInput = layer.supportsMasking() || layer instanceof NetworkLayer;
    List<Operand<T>> inputs = inputs(node);
    for (int i = 0; i < outputs.size(); i++) {
      int same = mayBeInput ? place(outputs.get(i), inputs) : -1;
      Mask mask = same < 0 ? new Mask(null) : masks.get(node.inputs().get(same));
      if (said.containsKey(i)) {
        mask.steps = said.get(i);
      } else if (mask.steps == null && layer.supportsMasking()) {
        mask.steps = found.get(0);
      }
      values.add(outputs.get(i));
      masks.add(mask);
    }
  }

  /**
   * Finds the masks of a node's outputs as the model was described. A layer that finds other masks
   * then is called once more for them; nothing comes of its values.
   */
  private void describe(
      Node node,
      LayerContext<T> context,
      List<Operand<TBool>> found,
      Map<Integer, Operand<TBool>> said) {
    Layer layer = node.layer().layer();
    if (layer instanceof NetworkLayer) {
      return; // Keras describes what a model puts out without masks
    }
    List<Operand<TBool>> given = new ArrayList<>();
    node.inputs().forEach(value -> given.add(described.get(value)));
    Map<Integer, Operand<TBool>> outputMasks = said;
    for (int i = 0; i < node.outputShapes().size(); i++) {
      int value = node.firstOutput() + i;
      if (!needed.contains(value) || takesDescribed(node) && given.get(0) == null) {
        continue;
      }
      boolean passed = !said.containsKey(i);
      if (!passed && outputMasks == said && !given.equals(found)) {
        MaskedCall<T> again = MaskedCall.forMasks(context, given);
        layer.callAll(again, inputs(node));
        outputMasks = again.outputMasks();
      }
      if (passed && layer.supportsMasking()) {
        described.put(value, given.get(0));
      } else if (!passed && !(layer instanceof ReturnsAttentionScores)) {
        described.put(value, outputMasks.get(i));
      }
    }
  }

  /** Which of some values is the same tensor as a value; -1 if none is. */
  private static <T extends TNumber> int place(Operand<T> value, List<Operand<T>> among) {
    for (int i = 0; i < among.size(); i++) {
      if (among.get(i) != null && among.get(i).asOutput().equals(value.asOutput())) {
        return i;
      }
    }
    return -1;
  }

  /** Keeps the place of a node whose value nobody will ask for. */
  void skip(Node node) {
    node.outputShapes()
        .forEach(
            shape -> {
              values.add(null);
              masks.add(new Mask(null));
            });
  }
}

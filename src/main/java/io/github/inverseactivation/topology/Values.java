package io.github.inverseactivation.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The values of a network while its operations are emitted, by their numbers, and their masks.
 *
 * @param <T> the type computed in
 */
final class Values<T extends TNumber> {
  private final List<Operand<T>> values = new ArrayList<>();
  private final List<Operand<TBool>> masks = new ArrayList<>();

  /** Begins with what goes in; masks may be null. */
  Values(List<? extends Operand<T>> inputs, List<Operand<TBool>> inputMasks) {
    values.addAll(inputs);
    masks.addAll(inputMasks);
  }

  List<Operand<T>> inputs(Node node) {
    return node.inputs().stream().map(values::get).toList();
  }

  List<Operand<TBool>> inputMasks(Node node) {
    List<Operand<TBool>> found = new ArrayList<>();
    node.inputs().forEach(value -> found.add(masks.get(value)));
    return found;
  }

  Operand<T> get(int value) {
    return values.get(value);
  }

  Operand<TBool> mask(int value) {
    return masks.get(value);
  }

  /**
   * Adds what a node put out.
   *
   * @param outputMasks what the layer said of its outputs' masks
   */
  void add(Node node, List<Operand<T>> outputs, Map<Integer, Operand<TBool>> outputMasks) {
    boolean passes = node.layer().layer().supportsMasking();
    Operand<TBool> passed = passes ? masks.get(node.inputs().get(0)) : null;
    for (int i = 0; i < outputs.size(); i++) {
      values.add(outputs.get(i));
      masks.add(outputMasks.containsKey(i) ? outputMasks.get(i) : passed);
    }
  }

  /** Keeps the place of a node whose value nobody will ask for. */
  void skip(Node node) {
    node.outputShapes()
        .forEach(
            shape -> {
              values.add(null);
              masks.add(null);
            });
  }
}

package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.NestedContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A layer within another: its weights are called {@code name/weight}.
 *
 * @param name what it is called within the outer layer
 * @param layer the layer
 */
record Inner(String name, Layer layer) {

  /** Its weights, as the outer layer declares them. */
  List<WeightSpec> weights(List<Shape> inputs) {
    return weights("", inputs);
  }

  /**
   * Its weights, where the outer layer has it in a list.
   *
   * @param prefix the list's name and a slash
   */
  List<WeightSpec> weights(String prefix, List<Shape> inputs) {
    return layer.weights(inputs).stream()
        .map(
            spec ->
                new WeightSpec(
                    prefix + name + "/" + spec.name(),
                    spec.shape(),
                    spec.initializer(),
                    spec.regularizer(),
                    spec.constraint(),
                    spec.trainable() && layer.isTrainable()))
        .toList();
  }

  /**
   * The context of one call.
   *
   * @param position tells this call from the others within the outer layer
   * @param masks the inputs' masks, null where there are none
   */
  <T extends TNumber> NestedContext<T> context(
      LayerContext<T> outer, int position, List<Operand<TBool>> masks) {
    return new NestedContext<>(outer, name, layer.isTrainable(), position, masks);
  }

  /** The layer, which is a cell. */
  RecurrentCell<?> cell() {
    return (RecurrentCell<?>) layer;
  }

  /** Keras's spelling of a layer's class: {@code LSTMCell} becomes {@code lstm_cell}. */
  static String snakeCase(Layer layer) {
    return layer
        .getClass()
        .getSimpleName()
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}

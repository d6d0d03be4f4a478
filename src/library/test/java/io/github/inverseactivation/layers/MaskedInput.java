package io.github.inverseactivation.layers;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.topology.Network;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/** Puts out its first input with the second, numbers that are 0 or 1, as its mask. */
final class MaskedInput extends TypedLayer<MaskedInput> {

  /**
   * A layer behind inputs with masks.
   *
   * @param maskShapes for each input its mask's shape, null where it has none
   */
  static Network network(Layer layer, List<Shape> inputShapes, List<Shape> maskShapes) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> masks = new ArrayList<>();
    List<Tensor> arguments = new ArrayList<>();
    for (int i = 0; i < inputShapes.size(); i++) {
      Tensor input = Input.shape(inputShapes.get(i).tail().asArray());
      inputs.add(input);
      if (maskShapes.get(i) == null) {
        arguments.add(input);
      } else {
        Tensor mask = Input.shape(maskShapes.get(i).tail().asArray());
        masks.add(mask);
        arguments.add(new MaskedInput().apply(input, mask));
      }
    }
    inputs.addAll(masks);
    return Network.functional("test", inputs, layer.applyAll(arguments));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    context.outputMask(0, context.tf().math.notEqual(inputs.get(1), context.constant(0)));
    return inputs.get(0);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return 0;
  }

  @Override
  public void options(Options options) {}
}

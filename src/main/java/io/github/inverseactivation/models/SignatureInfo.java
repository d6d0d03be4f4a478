package io.github.inverseactivation.models;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * One way to call a {@link SavedModel}.
 *
 * @param name the name of the signature, {@code serving_default} for most models
 * @param inputs what it takes, sorted by name for a SavedModel
 * @param outputs what it returns, in the same order
 */
public record SignatureInfo(
    String name, Map<String, TensorSpec> inputs, Map<String, TensorSpec> outputs) {

  /**
   * The way to call a model that is not a SavedModel: {@link Model#predict(Map)}.
   *
   * @param model the model
   * @return its inputs and outputs, in its own order
   */
  public static SignatureInfo of(Model model) {
    Network network = model.network();
    Map<String, TensorSpec> inputs = new LinkedHashMap<>();
    for (NetworkInput input : network.inputs()) {
      inputs.put(input.name(), spec(input.name(), input.shape()));
    }
    Map<String, TensorSpec> outputs = new LinkedHashMap<>();
    for (String name : network.outputNames()) {
      outputs.put(name, spec(name, network.shape(network.outputs().get(outputs.size()))));
    }
    return new SignatureInfo("predict", inputs, outputs);
  }

  private static TensorSpec spec(String name, Shape shape) {
    return new TensorSpec(name, DType.FLOAT32, shape.asArray());
  }
}

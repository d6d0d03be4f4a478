package io.github.inverseactivation.models;

import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    List<String> inputNames = network.inputNames();
    for (NetworkInput input : network.inputs()) {
      String name = inputNames.get(inputs.size());
      inputs.put(name, new TensorSpec(name, input.dtype(), input.shape().asArray()));
    }
    Map<String, TensorSpec> outputs = new LinkedHashMap<>();
    for (String name : network.outputNames()) {
      int value = network.outputs().get(outputs.size());
      outputs.put(name, new TensorSpec(name, network.dtype(value), network.shape(value).asArray()));
    }
    return new SignatureInfo("predict", inputs, outputs);
  }
}

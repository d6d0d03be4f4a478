package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.topology.DeclaredType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.types.TFloat32;

/**
 * A network as a function: inputs first, then one resource per weight, as TensorFlow's loaders bind
 * them.
 */
final class ServingFunction {
  private ServingFunction() {}

  /** The function, and before it those that it calls. */
  static List<FunctionDef> define(Network network, FunctionSignature function) {
    try (Graph graph = new Graph()) {
      NodeNames names = new NodeNames();
      List<String> outputNames = network.outputNames();
      Signature.Builder signature = Signature.builder(function.name());
      List<Operand<?>> arguments = new ArrayList<>();
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      for (NetworkInput input : network.inputs()) {
        // TensorFlow names the function's arguments after these nodes, and so do converters.
        arguments.add(
            TypedOperations.placeholder(
                graph, names.unused(input.name()), input.dtype(), input.shape()));
      }
      for (int input : function.inputs()) {
        signature.input("input_" + input, arguments.get(input));
      }
      // The function's arguments stand in for these handles; as handles, unlike as placeholders,
      // they tell the layers the weights' shapes.
      Map<Weight, VarHandleOp> handles = new LinkedHashMap<>();
      for (Weight weight : network.weights()) {
        VarHandleOp handle =
            TypedOperations.variable(graph, names.unused(weight.path()), weight.spec().shape());
        signature.input("resource_" + weight.index(), handle);
        handles.put(weight, handle);
      }
      List<String> results =
          function.outputs().stream().map(i -> names.unused(outputNames.get(i))).toList();
      // All else has names below one that no input, weight or output has.
      Ops tf = Ops.create(graph).withSubScope(names.unused("network"));
      for (NetworkInput input : network.inputs()) {
        Operand<?> argument = arguments.get(inputs.size());
        inputs.add(DeclaredType.cast(tf, argument, input.dtype(), TFloat32.class));
      }
      Map<Weight, Operand<TFloat32>> values = new HashMap<>();
      handles.forEach(
          (weight, handle) -> values.put(weight, tf.readVariableOp(handle, TFloat32.class)));
      List<Operand<TFloat32>> outputs =
          NetworkCall.inference(network, tf, TFloat32.class, values::get, inputs).outputs();
      int returned = 0;
      for (int output : function.outputs()) {
        // An output of its own, so that the same value may be returned twice or be an input.
        int value = network.outputs().get(output);
        Operand<?> result =
            value < inputs.size()
                ? arguments.get(value)
                : TypedOperations.cast(tf, outputs.get(output), network.dtype(value));
        signature.output(
            "output_" + output,
            TypedOperations.identity(graph, results.get(returned++), result.asOutput()));
      }
      try (ConcreteFunction concrete = ConcreteFunction.create(signature.build(), graph)) {
        FunctionDef definition = concrete.getFunctionDef();
        List<FunctionDef> definitions =
            new ArrayList<>(graph.toGraphDef().getLibrary().getFunctionList());
        definitions.add(
            definition.toBuilder()
                .setSignature(
                    definition.getSignature().toBuilder()
                        .setName(function.name())
                        .setIsStateful(true))
                .build());
        return definitions;
      }
    }
  }
}

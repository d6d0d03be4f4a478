package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.topology.DeclaredType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.HashMap;
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
      Ops tf = Ops.create(graph);
      Signature.Builder signature = Signature.builder(function.name());
      List<Operand<?>> arguments = new ArrayList<>();
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      for (NetworkInput input : network.inputs()) {
        Operand<?> argument = TypedOperations.placeholder(tf, input.dtype(), input.shape());
        arguments.add(argument);
        inputs.add(DeclaredType.cast(tf, argument, input.dtype(), TFloat32.class));
      }
      for (int input : function.inputs()) {
        signature.input("input_" + input, arguments.get(input));
      }
      // The function's arguments stand in for these handles; as handles, unlike as placeholders,
      // they tell the layers the weights' shapes.
      Map<Weight, Operand<TFloat32>> values = new HashMap<>();
      for (Weight weight : network.weights()) {
        VarHandleOp handle = tf.varHandleOp(TFloat32.class, weight.spec().shape());
        signature.input("resource_" + weight.index(), handle);
        values.put(weight, tf.readVariableOp(handle, TFloat32.class));
      }
      List<Operand<TFloat32>> outputs =
          NetworkCall.inference(network, tf, TFloat32.class, values::get, inputs).outputs();
      for (int output : function.outputs()) {
        // An output of its own, so that the same value may be returned twice or be an input.
        int value = network.outputs().get(output);
        Operand<?> result =
            value < inputs.size()
                ? arguments.get(value)
                : TypedOperations.cast(tf, outputs.get(output), network.dtype(value));
        signature.output("output_" + output, tf.identity(result));
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

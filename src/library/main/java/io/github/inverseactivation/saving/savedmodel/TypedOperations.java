package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.runtime.DataTypes;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.EnumSet;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Operations whose type is known when a model is written. */
final class TypedOperations {
  /** TensorFlow Java makes no functions of these. */
  private static final Set<DType> MISSING =
      EnumSet.of(DType.INT8, DType.INT16, DType.UINT32, DType.UINT64, DType.STRING);

  private TypedOperations() {}

  /** Refuses types that the arguments and results of a function cannot have. */
  static void check(Network network) {
    for (NetworkInput input : network.inputs()) {
      if (MISSING.contains(input.dtype())) {
        throw refused("input '" + input.name() + "'", input.dtype());
      }
    }
    for (int output : network.outputs()) {
      if (MISSING.contains(network.dtype(output))) {
        throw refused("output '" + network.valueName(output) + "'", network.dtype(output));
      }
    }
  }

  private static IllegalArgumentException refused(String what, DType dtype) {
    return new IllegalArgumentException(
        "the "
            + what
            + " is of "
            + dtype
            + ", which an exported function cannot have: declare the input as int32, int64 or"
            + " uint8");
  }

  /** What is fed, under a name of the caller's making. */
  static Output<?> placeholder(Graph graph, String name, DType dtype, Shape shape) {
    return graph
        .opBuilder("Placeholder", name, Ops.create(graph).scope())
        .setAttr("dtype", DataTypes.toTensorFlow(dtype))
        .setAttr("shape", shape)
        .build()
        .output(0);
  }

  /**
   * A variable, under a name of the caller's making. TensorFlow Lite's converter finds the node of
   * a variable by the name that it shares.
   */
  static VarHandleOp variable(Graph graph, String name, Shape shape) {
    return new VarHandleOp(
        graph
            .opBuilder("VarHandleOp", name, Ops.create(graph).scope())
            .setAttr("dtype", DataType.DT_FLOAT)
            .setAttr("shape", shape)
            .setAttr("shared_name", name)
            .build());
  }

  /** A variable's value, in the node where freezing as in TensorFlow 1 looks for it. */
  static Output<TFloat32> read(Graph graph, Operand<? extends TType> variable) {
    return graph
        .opBuilder(
            "ReadVariableOp",
            variable.op().name() + "/Read/ReadVariableOp",
            Ops.create(graph).scope())
        .addInput(variable.asOutput())
        .setAttr("dtype", DataType.DT_FLOAT)
        .build()
        .<TFloat32>output(0);
  }

  /** A value under another name. */
  static Output<?> identity(Graph graph, String name, Output<?> value) {
    return graph
        .opBuilder("Identity", name, Ops.create(graph).scope())
        .addInput(value)
        .build()
        .output(0);
  }

  /** The same numbers in another type; the value itself if it has that type. */
  static Output<?> cast(Ops tf, Operand<? extends TType> x, DType dtype) {
    if (x.asOutput().dataType() == DataTypes.toTensorFlow(dtype)) {
      return x.asOutput();
    }
    Scope scope = tf.scope();
    return scope
        .env()
        .opBuilder("Cast", scope.makeOpName("Cast"), scope)
        .addInput(x.asOutput())
        .setAttr("DstT", DataTypes.toTensorFlow(dtype))
        .build()
        .output(0);
  }
}

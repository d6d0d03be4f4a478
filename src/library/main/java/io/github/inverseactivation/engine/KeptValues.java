package io.github.inverseactivation.engine;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** Values that depend on weights alone, in variables of a frozen network's graph. */
final class KeptValues {
  private final Ops tf;
  private final List<Op> assignments = new ArrayList<>();

  KeptValues(Ops tf) {
    this.tf = tf;
  }

  /** A variable's value in place of one that was computed. */
  Operand<TFloat32> keep(Operand<TFloat32> fromWeights) {
    String name = "kept" + assignments.size();
    VarHandleOp variable =
        tf.varHandleOp(TFloat32.class, fromWeights.shape(), VarHandleOp.sharedName(name));
    assignments.add(tf.assignVariableOp(variable, fromWeights));
    return tf.readVariableOp(variable, TFloat32.class);
  }

  /** What computes the values and puts them into the variables, one operation for each. */
  List<Op> assignments() {
    return assignments;
  }
}

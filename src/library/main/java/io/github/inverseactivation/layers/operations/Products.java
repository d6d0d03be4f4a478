package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;

/** Products of matrices, and the places of the largest and smallest numbers. */
final class Products {
  private Products() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("Matmul", "x1, x2", (e, a) -> product(e, a.together("x1", "x2")));
    table.add("Argmax", "x | axis=None, keepdims=False", (e, a) -> place(e, a, "ArgMax"));
    table.add("Argmin", "x | axis=None, keepdims=False", (e, a) -> place(e, a, "ArgMin"));
    table.module("nn");
    table.add("OneHot", "x | num_classes, axis=-1, dtype=None, sparse=False", Products::oneHot);
  }

  private static Operand<?> oneHot(Emitter e, Bound a) {
    if (a.flag("sparse")) {
      throw a.wrong("sparse", "False: tensors here are dense");
    }
    Operand<?> x = e.cast(a.x(), DType.INT32);
    DType type = a.dtype("dtype", DType.FLOAT32);
    int axis = a.axis("axis", e.rank(x) + 1);
    return e.kernel(
            "OneHot",
            x,
            e.number(a.integer("num_classes"), DType.INT32),
            e.number(1, type),
            e.number(0, type))
        .set("axis", axis)
        .out();
  }

  /**
   * As NumPy's: a vector is a row on the left and a column on the right, and is so no more after.
   */
  private static Operand<?> product(Emitter e, List<Operand<?>> factors) {
    Operand<?> left = factors.get(0);
    Operand<?> right = factors.get(1);
    boolean row = e.rank(left) == 1;
    boolean column = e.rank(right) == 1;
    left = row ? e.expand(left, 0) : left;
    right = column ? e.expand(right, 1) : right;
    Operand<?> result = e.op("BatchMatMulV2", left, right);
    result = column ? e.squeeze(result, e.rank(result) - 1) : result;
    return row ? e.squeeze(result, e.rank(result) - (column ? 1 : 2)) : result;
  }

  private static Operand<?> place(Emitter e, Bound a, String kernel) {
    return place(e, a, a.x(), kernel);
  }

  static Operand<?> place(Emitter e, Bound a, Operand<?> numbers, String kernel) {
    Operand<?> x = Elementwise.notTruth(e, numbers);
    int rank = e.rank(x);
    boolean all = !a.given("axis");
    Operand<?> searched = all ? e.reshape(x, -1) : x;
    int axis = all ? 0 : a.axis("axis", rank);
    Operand<?> found =
        e.kernel(kernel, searched, e.number(axis, DType.INT32))
            .set("output_type", DataType.DT_INT32)
            .out();
    if (!a.flag("keepdims")) {
      return found;
    }
    if (!all) {
      return e.expand(found, axis);
    }
    Operand<?> kept = found;
    for (int i = 0; i < rank; i++) {
      kept = e.expand(kept, 0);
    }
    return kept;
  }
}

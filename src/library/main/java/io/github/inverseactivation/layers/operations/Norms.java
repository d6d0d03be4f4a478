package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import org.tensorflow.Operand;

/** Norms of vectors and matrices. */
final class Norms {
  private Norms() {}

  static Operand<?> norm(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int[] axes = Reductions.axes(e, a);
    boolean keep = a.flag("keepdims");
    Value order = a.value("ord");
    boolean named = order instanceof Value.Text;
    if (!a.given("ord") || named && a.text("ord").equals("fro") && axes.length == 2) {
      if (axes.length > 2) {
        throw a.wrong("axis", "one or two dimensions");
      }
      return euclidean(e, x, axes, keep);
    }
    if (named) {
      throw a.wrong("ord", "a number or 'fro': the runtime's singular values have no gradient");
    }
    double number = a.real("ord");
    if (axes.length == 1) {
      return vector(e, x, axes, keep, number);
    }
    if (axes.length != 2 || Math.abs(number) != 1 && !Double.isInfinite(number)) {
      throw a.wrong("ord", "None, 'fro', 1, -1 or infinity for a matrix");
    }
    boolean columns = Math.abs(number) == 1;
    Operand<?> sums =
        e.reduce("Sum", e.op("Abs", x), new int[] {columns ? axes[0] : axes[1]}, true);
    Operand<?> found =
        e.reduce(number > 0 ? "Max" : "Min", sums, new int[] {columns ? axes[1] : axes[0]}, true);
    return keep ? found : e.squeeze(found, axes);
  }

  static Operand<?> vector(Emitter e, Operand<?> x, int[] axes, boolean keep, double order) {
    if (order == 2) {
      return euclidean(e, x, axes, keep);
    }
    if (Double.isInfinite(order)) {
      return e.reduce(order > 0 ? "Max" : "Min", e.op("Abs", x), axes, keep);
    }
    if (order == 0) {
      Operand<?> counted = e.cast(e.op("NotEqual", x, e.like(x, 0)), DType.FLOAT32);
      return e.reduce("Sum", counted, axes, keep);
    }
    Operand<?> powers = e.op("Pow", e.op("Abs", x), e.like(x, order));
    return e.op("Pow", e.reduce("Sum", powers, axes, keep), e.like(x, 1 / order));
  }

  static Operand<?> euclidean(Emitter e, Operand<?> x, int[] axes, boolean keep) {
    return e.op("Sqrt", e.reduce("Sum", e.mul(x, x), axes, keep));
  }
}

package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/**
 * Decompositions of matrices and systems of equations. The runtime has no gradients of them: where
 * a formula linear in the argument has the same slope, that is what is trained through.
 */
final class LinearAlgebra {
  private static final double EPSILON = 1.1920929e-7;

  private LinearAlgebra() {}

  static void addTo(Table table) {
    table.module("linalg");
    table.add("Cholesky", "x | upper=False", LinearAlgebra::cholesky);
    table.add("CholeskyInverse", "x | upper=False", LinearAlgebra::choleskyInverse);
    table.add("Det", "x", (e, a) -> determinant(e, a.fx()));
    table.add("Inv", "x", (e, a) -> inverse(e, a.fx()));
    table.add("Solve", "a, b", (e, a) -> solved(e, a, (m, b) -> solved(e, m, b)));
    table.add(
        "SolveTriangular",
        "a, b | lower=False",
        (e, a) -> solved(e, a, (m, b) -> triangular(e, m, b, a.flag("lower"))));
    table.addAll("Qr", "x | mode='reduced'", LinearAlgebra::qr);
    table.addAll("SVD", "x | full_matrices=True, compute_uv=True", LinearAlgebra::singular);
    table.addAll(
        "Eigh", "x", (e, a) -> e.kernel("SelfAdjointEigV2", a.fx()).set("compute_v", true).outs(2));
    table.add("Pinv", "x | rcond=None", (e, a) -> pseudo(e, a, a.fx(), 10));
    table.add("Lstsq", "a, b | rcond=None", LinearAlgebra::leastSquares);
    table.add("MatrixRank", "x | tol=None", LinearAlgebra::rank);
    table.module("math");
    table.add("Logdet", "x", (e, a) -> logarithm(e, a.fx()).get(1));
    table.module("numpy");
    table.addAll("Slogdet", "x", (e, a) -> logarithm(e, a.fx()));
  }

  static Operand<?> product(Emitter e, Operand<?> x, Operand<?> y, boolean turnX, boolean turnY) {
    return e.kernel("BatchMatMulV2", x, y).set("adj_x", turnX).set("adj_y", turnY).out();
  }

  private static Operand<?> product(Emitter e, Operand<?> x, Operand<?> y) {
    return product(e, x, y, false, false);
  }

  static Operand<?> turned(Emitter e, Operand<?> x) {
    int[] order = IntStream.range(0, e.rank(x)).toArray();
    order[order.length - 1]--;
    order[order.length - 2]++;
    return e.transpose(x, order);
  }

  /** The lower triangle, with numbers in place of the diagonal's ones. */
  private static Operand<?> lower(Emitter e, Operand<?> x, double diagonal) {
    int size = e.known(x, e.rank(x) - 1);
    double[] mask = new double[Math.multiplyExact(size, size)];
    for (int i = 0; i < size; i++) {
      Arrays.fill(mask, i * size, i * size + i, 1);
      mask[i * size + i] = diagonal;
    }
    return e.mul(x, e.reshape(e.toFloat(e.tf().constant(mask)), size, size));
  }

  private static Operand<?> cholesky(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    Operand<?> root = e.op("Cholesky", x);
    Operand<?> result =
        e.sloped(
            root,
            () -> {
              Operand<?> fixed = e.stop(root);
              Operand<?> inverse = e.stop(e.op("MatrixInverse", root));
              Operand<?> even = e.mul(e.add(x, turned(e, x)), 0.5);
              Operand<?> inner = product(e, product(e, inverse, even), inverse, false, true);
              return product(e, fixed, lower(e, inner, 0.5));
            });
    return a.flag("upper") ? turned(e, result) : result;
  }

  private static Operand<?> choleskyInverse(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    boolean upper = a.flag("upper");
    Operand<?> root = lower(e, upper ? turned(e, x) : x, 1);
    Operand<?> inverse = inverse(e, root);
    return product(e, inverse, inverse, true, false);
  }

  private static Operand<?> inverse(Emitter e, Operand<?> x) {
    Operand<?> inverse = e.op("MatrixInverse", x);
    return e.sloped(
        inverse,
        () -> {
          Operand<?> fixed = e.stop(inverse);
          return e.op("Neg", product(e, fixed, product(e, x, fixed)));
        });
  }

  /** The sum of a matrix's numbers times those of another, which is fixed. */
  private static Operand<?> along(Emitter e, Operand<?> x, Operand<?> fixed) {
    int rank = e.rank(x);
    return e.reduce("Sum", e.mul(x, e.stop(fixed)), new int[] {rank - 2, rank - 1}, false);
  }

  private static Operand<?> determinant(Emitter e, Operand<?> x) {
    Operand<?> value = e.op("MatrixDeterminant", x);
    return e.sloped(
        value,
        () -> e.mul(e.stop(value), along(e, x, turned(e, e.op("MatrixInverse", e.stop(x))))));
  }

  private static List<Operand<?>> logarithm(Emitter e, Operand<?> x) {
    List<Operand<?>> found = e.kernel("LogMatrixDeterminant", x).outs(2);
    return List.of(
        e.stop(found.get(0)),
        e.sloped(found.get(1), () -> along(e, x, turned(e, e.op("MatrixInverse", e.stop(x))))));
  }

  private static Operand<?> solved(
      Emitter e, Bound a, BiFunction<Operand<?>, Operand<?>, Operand<?>> solver) {
    Operand<?> matrix = a.floats("a");
    Operand<?> right = a.floats("b");
    boolean vector = e.rank(right) == e.rank(matrix) - 1;
    Operand<?> found = solver.apply(matrix, vector ? e.expand(right, e.rank(right)) : right);
    return vector ? e.squeeze(found, e.rank(found) - 1) : found;
  }

  private static Operand<?> solved(Emitter e, Operand<?> matrix, Operand<?> right) {
    Operand<?> exact = e.op("MatrixSolve", matrix, right);
    return e.sloped(
        exact, () -> slope(e, matrix, right, exact, e.op("MatrixInverse", e.stop(matrix))));
  }

  /** Of the solution: a linear formula with the same derivatives. */
  private static Operand<?> slope(
      Emitter e, Operand<?> matrix, Operand<?> right, Operand<?> exact, Operand<?> inverse) {
    Operand<?> fixed = e.stop(inverse);
    return product(e, fixed, e.sub(right, product(e, matrix, e.stop(exact))));
  }

  private static Operand<?> triangular(Emitter e, Operand<?> a, Operand<?> b, boolean low) {
    Operand<?> matrix = low ? lower(e, a, 1) : turned(e, lower(e, turned(e, a), 1));
    Operand<?> exact = e.kernel("MatrixTriangularSolve", matrix, b).set("lower", low).out();
    return e.sloped(exact, () -> slope(e, matrix, b, exact, e.op("MatrixInverse", e.stop(matrix))));
  }

  private static List<Operand<?>> qr(Emitter e, Bound a) {
    boolean whole =
        switch (a.text("mode")) {
          case "reduced" -> false;
          case "complete" -> true;
          default -> throw a.wrong("mode", "'reduced' or 'complete'");
        };
    return e.kernel("Qr", a.fx()).set("full_matrices", whole).outs(2);
  }

  private static List<Operand<?>> svd(Emitter e, Operand<?> x, boolean whole, boolean vectors) {
    return e.kernel("Svd", x).set("compute_uv", vectors).set("full_matrices", whole).outs(3);
  }

  private static List<Operand<?>> singular(Emitter e, Bound a) {
    boolean vectors = a.flag("compute_uv");
    List<Operand<?>> found = svd(e, a.fx(), a.flag("full_matrices"), vectors);
    return vectors
        ? List.of(found.get(1), found.get(0), turned(e, found.get(2)))
        : List.of(found.get(0));
  }

  private static int larger(Emitter e, Operand<?> x) {
    int rank = e.rank(x);
    return Math.max(e.known(x, rank - 2), e.known(x, rank - 1));
  }

  private static Operand<?> pseudo(Emitter e, Bound a, Operand<?> x, double factor) {
    double bound = a.given("rcond") ? a.real("rcond") : factor * EPSILON * larger(e, x);
    List<Operand<?>> found = svd(e, x, false, true);
    Operand<?> values = found.get(0);
    int last = e.rank(values) - 1;
    Operand<?> most = e.reduce("Max", values, new int[] {last}, true);
    Operand<?> used = e.op("Greater", values, e.mul(most, bound));
    Operand<?> safe = e.where(used, values, e.like(values, 1));
    Operand<?> inverse = e.where(used, e.op("Reciprocal", safe), e.zeros(values));
    return product(e, e.mul(found.get(2), e.expand(inverse, last)), found.get(1), false, true);
  }

  private static Operand<?> leastSquares(Emitter e, Bound a) {
    return solved(e, a, (matrix, right) -> product(e, pseudo(e, a, matrix, 1), right));
  }

  private static Operand<?> rank(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    Operand<?> values = svd(e, x, false, false).get(0);
    int last = e.rank(values) - 1;
    Operand<?> bound =
        a.given("tol")
            ? e.like(values, a.real("tol"))
            : e.mul(e.reduce("Max", values, new int[] {last}, true), EPSILON * larger(e, x));
    Operand<?> counted = e.cast(e.op("Greater", values, bound), DType.INT32);
    return e.reduce("Sum", counted, new int[] {last}, false);
  }
}

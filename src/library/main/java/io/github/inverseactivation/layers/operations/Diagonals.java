package io.github.inverseactivation.layers.operations;

import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** Diagonals, triangles, powers and differences. */
final class Diagonals {
  private Diagonals() {}

  static void addTo(Table table) {
    table.module("numpy");
    String axes = "x | offset=0, axis1=0, axis2=1";
    table.add("Diagonal", axes, Diagonals::diagonal);
    table.add("Trace", axes, Diagonals::trace);
    table.add("Diag", "x | k=0", Diagonals::diag);
    table.add("Diagflat", "x | k=0", (e, a) -> matrix(e, e.reshape(a.x(), -1), a.integer("k")));
    table.add("Tril", "x | k=0", (e, a) -> triangle(e, a.x(), a.integer("k"), true));
    table.add("Triu", "x | k=0", (e, a) -> triangle(e, a.x(), a.integer("k"), false));
    table.add("Vander", "x | N=None, increasing=False", Diagonals::powers);
    table.add("Diff", "a | n=1, axis=-1", Diagonals::differences);
    table.add("Trapezoid", "y | x=None, dx=1.0, axis=-1", Diagonals::area);
  }

  private static Operand<?> diagonal(Emitter e, Bound a) {
    int rank = e.rank(a.x());
    int one = a.axis("axis1", rank);
    int other = a.axis("axis2", rank);
    if (one == other) {
      throw a.wrong("axis2", "another dimension than axis1");
    }
    Operand<?> x = Shapes.moved(e, a.x(), new int[] {one, other}, new int[] {rank - 2, rank - 1});
    return diagonal(e, x, a.integer("offset"));
  }

  /** By places, which has a gradient. */
  private static Operand<?> diagonal(Emitter e, Operand<?> x, int offset) {
    int rank = e.rank(x);
    int rows = e.known(x, rank - 2);
    int columns = e.known(x, rank - 1);
    int[] places =
        IntStream.range(0, rows)
            .filter(i -> i + (long) offset >= 0 && i + (long) offset < columns)
            .map(i -> i * columns + i + offset)
            .toArray();
    return e.gather(Shapes.merged(e, x, rank - 2), e.ints(places), rank - 2);
  }

  private static Operand<?> trace(Emitter e, Bound a) {
    Operand<?> numbers = Reductions.summed(e, diagonal(e, a));
    return e.reduce("Sum", numbers, new int[] {e.rank(numbers) - 1}, false);
  }

  private static Operand<?> diag(Emitter e, Bound a) {
    return switch (e.rank(a.x())) {
      case 1 -> matrix(e, a.x(), a.integer("k"));
      case 2 -> diagonal(e, a.x(), a.integer("k"));
      default -> throw new IllegalArgumentException("takes a tensor of one or two dimensions");
    };
  }

  private static Operand<?> matrix(Emitter e, Operand<?> x, int offset) {
    if (Math.abs((long) offset) > 10_000) {
      throw new IllegalArgumentException("has k=" + offset + ", expected at most 10000");
    }
    Operand<?> count = e.sizeOf(x, 0);
    Operand<?> places = e.op("Range", e.tf().constant(0), count, e.tf().constant(1));
    Operand<?> equal = e.op("Equal", e.expand(places, 0), e.expand(places, 1));
    Operand<?> column = e.expand(x, 1);
    Operand<?> square = e.where(equal, column, e.zeros(column));
    int below = Math.max(-offset, 0);
    int right = Math.max(offset, 0);
    return e.op("Pad", square, e.reshape(e.ints(below, right, right, below), 2, 2));
  }

  private static Operand<?> triangle(Emitter e, Operand<?> x, int offset, boolean lower) {
    int rank = e.rank(x);
    if (rank < 2) {
      throw new IllegalArgumentException("takes a tensor of at least two dimensions");
    }
    Operand<?> zero = e.tf().constant(0);
    Operand<?> one = e.tf().constant(1);
    Operand<?> rows = e.expand(e.op("Range", zero, e.sizeOf(x, rank - 2), one), 1);
    Operand<?> columns = e.expand(e.op("Range", zero, e.sizeOf(x, rank - 1), one), 0);
    Operand<?> ends = e.add(rows, e.tf().constant(offset));
    Operand<?> kept = e.op(lower ? "LessEqual" : "GreaterEqual", columns, ends);
    return e.where(kept, x, e.zeros(x));
  }

  private static Operand<?> powers(Emitter e, Bound a) {
    Operand<?> x = a.x();
    if (e.rank(x) != 1) {
      throw new IllegalArgumentException("takes a tensor of one dimension");
    }
    int count = a.given("N") ? a.integer("N") : e.known(x, 0);
    if (count < 0 || count > 100_000) {
      throw a.wrong("N", "0 to 100000");
    }
    boolean rising = a.flag("increasing");
    double[] exponents =
        IntStream.range(0, count).mapToDouble(i -> rising ? i : count - 1 - i).toArray();
    Operand<?> result =
        e.op("Pow", e.expand(e.toFloat(x), 1), e.toFloat(e.tf().constant(exponents)));
    return e.cast(result, e.type(x));
  }

  private static Operand<?> differences(Emitter e, Bound a) {
    Operand<?> x = Elementwise.notTruth(e, a.tensor("a"));
    int axis = a.axis("axis", e.rank(x));
    int times = a.integer("n");
    int count = e.known(x, axis);
    if (times < 0 || times > count) {
      throw a.wrong("n", "0 to " + count);
    }
    for (int i = 0; i < times; i++) {
      x = steps(e, x, axis, count - i);
    }
    return x;
  }

  private static Operand<?> steps(Emitter e, Operand<?> x, int axis, int count) {
    return e.sub(e.part(x, axis, 1, count - 1), e.part(x, axis, 0, count - 1));
  }

  private static Operand<?> area(Emitter e, Bound a) {
    Operand<?> y = a.floats("y");
    int rank = e.rank(y);
    int axis = a.axis("axis", rank);
    int count = e.known(y, axis);
    Operand<?> heights =
        e.mul(e.add(e.part(y, axis, 1, count - 1), e.part(y, axis, 0, count - 1)), 0.5);
    Operand<?> widths = e.like(y, a.given("x") ? 1 : a.real("dx"));
    if (a.given("x")) {
      Operand<?> x = a.fx();
      int place = e.rank(x) == 1 ? 0 : axis;
      widths = e.move(steps(e, x, place, e.known(x, place)), place, e.rank(x) - 1);
    }
    Operand<?> parts = e.mul(e.move(heights, axis, rank - 1), widths);
    return e.reduce("Sum", parts, new int[] {rank - 1}, false);
  }
}

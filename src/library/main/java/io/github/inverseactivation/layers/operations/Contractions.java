package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** Products of tensors that are sums over some of their dimensions, by Einstein's notation. */
final class Contractions {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Contractions() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("Einsum", "*operands | subscripts", Contractions::einsum);
    table.add("Tensordot", "x1, x2 | axes=2", Contractions::tensordot);
    table.add("Dot", "x1, x2", (e, a) -> dot(e, a.together("x1", "x2"), true));
    table.add("Inner", "x1, x2", (e, a) -> dot(e, a.together("x1", "x2"), false));
    table.add("Vdot", "x1, x2", (e, a) -> dot(e, flat(e, a), false));
    table.add(
        "Outer",
        "x1, x2",
        (e, a) -> e.mul(e.expand(flat(e, a).get(0), 1), e.expand(flat(e, a).get(1), 0)));
    table.add("Kron", "x1, x2", (e, a) -> kronecker(e, a.together("x1", "x2")));
    table.add("Cross", "x1, x2 | axisa=-1, axisb=-1, axisc=-1, axis=None", Contractions::cross);
    table.module("math");
    table.add("CDist", "x, y", (e, a) -> distances(e, a.fx(), a.floats("y")));
  }

  private static List<Operand<?>> flat(Emitter e, Bound a) {
    return a.together("x1", "x2").stream().<Operand<?>>map(x -> e.reshape(x, -1)).toList();
  }

  private static Operand<?> einsum(Emitter e, String equation, List<Operand<?>> factors) {
    List<Operand<?>> computed = factors;
    DType type = e.type(factors.get(0));
    boolean small = !type.isFloating() && type != DType.INT64;
    if (small) {
      computed = factors.stream().<Operand<?>>map(x -> e.cast(x, DType.INT64)).toList();
    }
    Operand<?> result = e.kernelOf("Einsum", computed).set("equation", equation).out();
    return small ? e.cast(result, type) : result;
  }

  private static Operand<?> einsum(Emitter e, Bound a) {
    List<Operand<?>> factors = a.promoted(a.tensors("operands"));
    String equation = a.text("subscripts").replace(" ", "");
    if (!equation.matches("[A-Za-z.,]*(->[A-Za-z.]*)?")) {
      throw a.wrong("subscripts", "letters, as in 'bij,bjk->bik'");
    }
    if (factors.size() > 2) {
      throw a.wrong(
          "subscripts", "one or two tensors: write a product of more as einsum of einsum");
    }
    return einsum(
        e, equation.contains("->") ? equation : equation + "->" + rest(equation), factors);
  }

  /** What is left where nothing is said: the letters that are there once, by the alphabet. */
  private static String rest(String equation) {
    String once =
        equation
            .chars()
            .filter(Character::isLetter)
            .filter(letter -> equation.indexOf(letter) == equation.lastIndexOf(letter))
            .sorted()
            .mapToObj(letter -> String.valueOf((char) letter))
            .collect(Collectors.joining());
    return (equation.contains("...") ? "..." : "") + once;
  }

  /** Sums over dimensions of the one and as many of the other. */
  private static Operand<?> contracted(
      Emitter e, List<Operand<?>> factors, int[] ones, int[] others) {
    int first = e.rank(factors.get(0));
    int second = e.rank(factors.get(1));
    if (first + second > LETTERS.length()) {
      throw new IllegalArgumentException("takes tensors of fewer dimensions");
    }
    char[] one = LETTERS.substring(0, first).toCharArray();
    char[] other = LETTERS.substring(first, first + second).toCharArray();
    String left =
        IntStream.range(0, first)
            .filter(i -> Arrays.stream(ones).noneMatch(axis -> axis == i))
            .mapToObj(i -> String.valueOf(one[i]))
            .collect(Collectors.joining());
    String right =
        IntStream.range(0, second)
            .filter(i -> Arrays.stream(others).noneMatch(axis -> axis == i))
            .mapToObj(i -> String.valueOf(other[i]))
            .collect(Collectors.joining());
    for (int i = 0; i < ones.length; i++) {
      other[others[i]] = one[ones[i]];
    }
    return einsum(e, new String(one) + "," + new String(other) + "->" + left + right, factors);
  }

  private static Operand<?> tensordot(Emitter e, Bound a) {
    List<Operand<?>> factors = a.together("x1", "x2");
    int first = e.rank(factors.get(0));
    int second = e.rank(factors.get(1));
    int[] ones;
    int[] others;
    if (a.value("axes") instanceof Value.Sequence pair) {
      if (pair.values().size() != 2) {
        throw a.wrong("axes", "a number or two lists of dimensions");
      }
      ones = a.axes("axes", pair.values().get(0), first);
      others = a.axes("axes", pair.values().get(1), second);
    } else {
      int count = a.integer("axes");
      if (count < 0 || count > Math.min(first, second)) {
        throw a.wrong("axes", "at most " + Math.min(first, second));
      }
      ones = IntStream.range(first - count, first).toArray();
      others = IntStream.range(0, count).toArray();
    }
    if (ones.length != others.length) {
      throw a.wrong("axes", "as many dimensions of the one as of the other");
    }
    return contracted(e, factors, ones, others);
  }

  /** Over the last dimension of the one, and the last but one or last of the other. */
  private static Operand<?> dot(Emitter e, List<Operand<?>> factors, boolean columns) {
    int first = e.rank(factors.get(0));
    int second = e.rank(factors.get(1));
    if (first == 0 || second == 0) {
      return e.mul(factors.get(0), factors.get(1));
    }
    int other = columns && second > 1 ? second - 2 : second - 1;
    return contracted(e, factors, new int[] {first - 1}, new int[] {other});
  }

  private static Operand<?> kronecker(Emitter e, List<Operand<?>> factors) {
    Operand<?> one = factors.get(0);
    Operand<?> other = factors.get(1);
    while (e.rank(one) < e.rank(other)) {
      one = e.expand(one, 0);
    }
    while (e.rank(other) < e.rank(one)) {
      other = e.expand(other, 0);
    }
    int rank = e.rank(one);
    for (int i = 0; i < rank; i++) {
      one = e.expand(one, 2 * i + 1);
      other = e.expand(other, 2 * i);
    }
    Operand<?> result = e.mul(one, other);
    for (int i = 0; i < rank; i++) {
      result = Shapes.merged(e, result, i);
    }
    return result;
  }

  private static Operand<?> cross(Emitter e, Bound a) {
    List<Operand<?>> factors = a.together("x1", "x2");
    boolean same = a.given("axis");
    List<Operand<?>> one =
        parts(e, factors.get(0), a.axis(same ? "axis" : "axisa", e.rank(factors.get(0))));
    List<Operand<?>> other =
        parts(e, factors.get(1), a.axis(same ? "axis" : "axisb", e.rank(factors.get(1))));
    Operand<?> up = minor(e, one, other, 0, 1);
    if (one.size() == 2 && other.size() == 2) {
      return up;
    }
    List<Operand<?>> found = new ArrayList<>();
    found.add(minor(e, solid(e, one), solid(e, other), 1, 2));
    found.add(minor(e, solid(e, one), solid(e, other), 2, 0));
    found.add(up);
    return e.stack(found, a.axis(same ? "axis" : "axisc", e.rank(up) + 1));
  }

  private static List<Operand<?>> parts(Emitter e, Operand<?> x, int axis) {
    int size = e.known(x, axis);
    if (size != 2 && size != 3) {
      throw new IllegalArgumentException("takes vectors of 2 or 3 numbers, not of " + size);
    }
    return e.kernel("Unpack", x).set("num", (long) size).set("axis", (long) axis).outs(size);
  }

  private static List<Operand<?>> solid(Emitter e, List<Operand<?>> parts) {
    return parts.size() == 3 ? parts : List.of(parts.get(0), parts.get(1), e.zeros(parts.get(0)));
  }

  private static Operand<?> minor(
      Emitter e, List<Operand<?>> one, List<Operand<?>> other, int i, int j) {
    return e.sub(e.mul(one.get(i), other.get(j)), e.mul(one.get(j), other.get(i)));
  }

  /** The distances of all rows; the slope of a root at 0 is none. */
  private static Operand<?> distances(Emitter e, Operand<?> x, Operand<?> y) {
    Operand<?> gaps = e.sub(e.expand(x, e.rank(x) - 1), e.expand(y, e.rank(y) - 2));
    Operand<?> sums = e.reduce("Sum", e.op("Square", gaps), new int[] {e.rank(gaps) - 1}, false);
    Operand<?> apart = e.op("Greater", sums, e.like(sums, 0));
    return e.where(apart, e.op("Sqrt", e.where(apart, sums, e.like(sums, 1))), e.zeros(sums));
  }
}

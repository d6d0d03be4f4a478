package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;

/** Operations whose results are truth values, and choices by them. */
final class Comparisons {
  private static final String TWO = "x1, x2";

  private Comparisons() {}

  static void addTo(Table table) {
    table.module("numpy");
    for (String name : List.of("Greater", "GreaterEqual", "Less", "LessEqual")) {
      table.add(name, TWO, (e, a) -> ordered(e, a, name));
    }
    for (String name : List.of("Equal", "NotEqual")) {
      table.add(name, TWO, (e, a) -> e.op(name, first(a), second(a)));
    }
    for (String name : List.of("LogicalAnd", "LogicalOr")) {
      table.add(
          name, TWO, (e, a) -> e.op(name, e.toBool(a.tensor("x1")), e.toBool(a.tensor("x2"))));
    }
    table.add(
        "LogicalXor",
        TWO,
        (e, a) -> e.op("NotEqual", e.toBool(a.tensor("x1")), e.toBool(a.tensor("x2"))));
    table.add("LogicalNot", "x", (e, a) -> e.op("LogicalNot", e.toBool(a.x())));
    Map.of("Isfinite", "IsFinite", "Isinf", "IsInf", "Isnan", "IsNan")
        .forEach((name, kernel) -> table.add(name, "x", (e, a) -> e.op(kernel, a.fx())));
    table.add("Isposinf", "x", (e, a) -> infinite(e, a.fx(), Double.POSITIVE_INFINITY));
    table.add("Isneginf", "x", (e, a) -> infinite(e, a.fx(), Double.NEGATIVE_INFINITY));
    table.add("Isreal", "x", (e, a) -> e.op("OnesLike", e.toBool(a.x())));
    table.add("Signbit", "x", (e, a) -> signed(e, a.x()));
    table.add("Isclose", "x1, x2, rtol=1e-05, atol=1e-08 | equal_nan=False", Comparisons::close);
    table.add(
        "AllClose",
        "x1, x2 | rtol=1e-05, atol=1e-08, equal_nan=False",
        (e, a) -> {
          Operand<?> close = close(e, a);
          return e.reduce("All", close, all(e, close), false);
        });
    table.add("IsIn", "x1, x2 | assume_unique=False, invert=False", Comparisons::among);
    table.add("Where", "condition, x1=None, x2=None", Comparisons::where);
    table.add("Select", "condlist, choicelist, default=0", Comparisons::select);
    table.module("nn");
    table.add("Threshold", "x | threshold, default_value", Comparisons::threshold);
  }

  private static Operand<?> first(Bound a) {
    return a.together("x1", "x2").get(0);
  }

  private static Operand<?> second(Bound a) {
    return a.together("x1", "x2").get(1);
  }

  private static Operand<?> ordered(Emitter e, Bound a, String kernel) {
    List<Operand<?>> xs = a.together("x1", "x2");
    return e.op(kernel, Elementwise.notTruth(e, xs.get(0)), Elementwise.notTruth(e, xs.get(1)));
  }

  private static Operand<?> infinite(Emitter e, Operand<?> x, double infinity) {
    return e.op("Equal", x, e.like(x, infinity));
  }

  /** Also of -0. */
  private static Operand<?> signed(Emitter e, Operand<?> x) {
    if (e.type(x) == DType.BOOL) {
      return e.zeros(x);
    }
    Operand<?> below = e.op("Less", x, e.like(x, 0));
    if (!e.isFloat(x)) {
      return below;
    }
    Operand<?> zero = e.op("Equal", x, e.like(x, 0));
    Operand<?> inverse = e.op("Less", e.op("Reciprocal", x), e.like(x, 0));
    return e.op("LogicalOr", below, e.op("LogicalAnd", zero, inverse));
  }

  private static Operand<?> close(Emitter e, Bound a) {
    List<Operand<?>> xs = a.together("x1", "x2");
    Operand<?> x = xs.get(0);
    Operand<?> y = xs.get(1);
    if (!e.isFloat(x)) {
      return e.op("Equal", x, y);
    }
    Operand<?> allowed = e.add(e.mul(e.op("Abs", y), a.real("rtol")), a.real("atol"));
    Operand<?> close = e.op("LessEqual", e.op("Abs", e.sub(x, y)), allowed);
    if (!a.flag("equal_nan")) {
      return close;
    }
    Operand<?> neither = e.op("LogicalAnd", e.op("IsNan", x), e.op("IsNan", y));
    return e.op("LogicalOr", close, neither);
  }

  private static int[] all(Emitter e, Operand<?> x) {
    return java.util.stream.IntStream.range(0, e.rank(x)).toArray();
  }

  /** Compares each with all. */
  private static Operand<?> among(Emitter e, Bound a) {
    List<Operand<?>> xs = a.together("x1", "x2");
    Operand<?> set = e.reshape(xs.get(1), -1);
    Operand<?> each = e.expand(xs.get(0), -1);
    Operand<?> equal = e.op("Equal", each, set);
    Operand<?> found = e.reduce("Any", equal, new int[] {e.rank(equal) - 1}, false);
    return a.flag("invert") ? e.op("LogicalNot", found) : found;
  }

  private static Operand<?> where(Emitter e, Bound a) {
    if (!a.given("x1") || !a.given("x2")) {
      throw new IllegalArgumentException(
          "is called without x1 and x2: how many places it finds is not known before it runs");
    }
    List<Operand<?>> xs = a.together("x1", "x2");
    return e.where(e.toBool(a.tensor("condition")), xs.get(0), xs.get(1));
  }

  private static Operand<?> select(Emitter e, Bound a) {
    List<Operand<?>> conditions = a.tensors("condlist");
    List<Operand<?>> choices = a.tensors("choicelist");
    if (conditions.size() != choices.size()) {
      throw a.wrong("choicelist", "as many as conditions, " + conditions.size());
    }
    DType type = a.common("choicelist", "default");
    Operand<?> result = e.cast(a.tensor("default"), type);
    for (int i = conditions.size() - 1; i >= 0; i--) {
      result = e.where(e.toBool(conditions.get(i)), e.cast(choices.get(i), type), result);
    }
    return result;
  }

  private static Operand<?> threshold(Emitter e, Bound a) {
    Operand<?> x = a.x();
    Operand<?> above = e.op("Greater", x, e.like(x, a.real("threshold")));
    return e.where(above, x, e.like(x, a.real("default_value")));
  }
}

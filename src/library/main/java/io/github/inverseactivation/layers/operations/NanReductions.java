package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;

/** Sums, means, extremes and the like of what is a number. */
final class NanReductions {
  private static final String AXES = "x | axis=None, keepdims=False";

  private NanReductions() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add(
        "Nansum", AXES, (e, a) -> reduced(e, a, "Sum", Reductions.summed(e, filled(e, a, 0))));
    table.add(
        "Nanprod",
        "x | axis=None, keepdims=False, dtype=None",
        (e, a) -> {
          Operand<?> x = filled(e, a, 1);
          return reduced(
              e,
              a,
              "Prod",
              a.given("dtype") ? e.cast(x, a.dtype("dtype", null)) : Reductions.summed(e, x));
        });
    table.add("Nanmean", AXES, (e, a) -> mean(e, a, a.flag("keepdims")));
    table.add("Nanvar", AXES, NanReductions::variance);
    table.add("Nanstd", AXES, (e, a) -> e.op("Sqrt", variance(e, a)));
    table.add("Nanmax", AXES, (e, a) -> extreme(e, a, "Max", Double.NEGATIVE_INFINITY));
    table.add("Nanmin", AXES, (e, a) -> extreme(e, a, "Min", Double.POSITIVE_INFINITY));
    table.add("Nanargmax", AXES, (e, a) -> place(e, a, "ArgMax", Double.NEGATIVE_INFINITY));
    table.add("Nanargmin", AXES, (e, a) -> place(e, a, "ArgMin", Double.POSITIVE_INFINITY));
    for (String name : List.of("Cumsum", "Cumprod")) {
      table.add(
          "Nan" + name.toLowerCase(Locale.ROOT),
          "x | axis=None, dtype=None",
          (e, a) -> Reductions.running(e, a, filled(e, a, name.equals("Cumsum") ? 0 : 1), name));
    }
  }

  private static Operand<?> unknown(Emitter e, Bound a) {
    return e.isFloat(a.x()) ? e.op("IsNan", a.x()) : e.zeros(e.toBool(a.x()));
  }

  private static Operand<?> filled(Emitter e, Bound a, double value) {
    Operand<?> x = a.x();
    return e.isFloat(x) ? e.where(unknown(e, a), e.like(x, value), x) : x;
  }

  private static Operand<?> reduced(Emitter e, Bound a, String kernel, Operand<?> x) {
    return e.reduce(kernel, x, Reductions.axes(e, a), a.flag("keepdims"));
  }

  private static Operand<?> count(Emitter e, Bound a, boolean keep) {
    Operand<?> known = e.toFloat(e.op("LogicalNot", unknown(e, a)));
    return e.reduce("Sum", known, Reductions.axes(e, a), keep);
  }

  private static Operand<?> mean(Emitter e, Bound a, boolean keep) {
    Operand<?> numbers = e.toFloat(filled(e, a, 0));
    return e.div(e.reduce("Sum", numbers, Reductions.axes(e, a), keep), count(e, a, keep));
  }

  private static Operand<?> variance(Emitter e, Bound a) {
    boolean keep = a.flag("keepdims");
    Operand<?> x = e.toFloat(filled(e, a, 0));
    Operand<?> gap = e.where(unknown(e, a), e.zeros(x), e.sub(x, mean(e, a, true)));
    Operand<?> sum = e.reduce("Sum", e.op("Square", gap), Reductions.axes(e, a), keep);
    return e.div(sum, count(e, a, keep));
  }

  private static Operand<?> extreme(Emitter e, Bound a, String kernel, double none) {
    Operand<?> x = a.x();
    if (e.type(x) == DType.BOOL) {
      return reduced(e, a, kernel.equals("Max") ? "Any" : "All", x);
    }
    Operand<?> found = reduced(e, a, kernel, filled(e, a, none));
    return e.isFloat(x)
        ? e.where(reduced(e, a, "All", unknown(e, a)), e.like(x, Double.NaN), found)
        : found;
  }

  private static Operand<?> place(Emitter e, Bound a, String kernel, double none) {
    Operand<?> found = Products.place(e, a, filled(e, a, none), kernel);
    if (!e.isFloat(a.x())) {
      return found;
    }
    return e.where(reduced(e, a, "All", unknown(e, a)), e.tf().constant(-1), found);
  }
}

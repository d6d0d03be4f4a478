package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** Sums, means, extremes and the like over dimensions, and running ones along a dimension. */
final class Reductions {
  private static final String AXES = "x | axis=None, keepdims=False";

  private Reductions() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("Sum", AXES, (e, a) -> reduce(e, a, "Sum", summed(e, a.x())));
    table.add("Mean", AXES, (e, a) -> reduce(e, a, "Mean", a.fx()));
    table.add(
        "Prod",
        "x | axis=None, keepdims=False, dtype=None",
        (e, a) ->
            reduce(
                e,
                a,
                "Prod",
                a.given("dtype") ? e.cast(a.x(), a.dtype("dtype", null)) : summed(e, a.x())));
    for (String name : List.of("Max", "Min")) {
      table.add(
          name,
          "x | axis=None, keepdims=False, initial=None",
          (e, a) -> extreme(e, a, name, a.given("initial")));
      table.add(
          "A" + name.toLowerCase(java.util.Locale.ROOT),
          AXES,
          (e, a) -> extreme(e, a, name, false));
    }
    table.add("All", AXES, (e, a) -> reduce(e, a, "All", e.toBool(a.x())));
    table.add("Any", AXES, (e, a) -> reduce(e, a, "Any", e.toBool(a.x())));
    table.add(
        "Ptp", AXES, (e, a) -> e.sub(extreme(e, a, "Max", false), extreme(e, a, "Min", false)));
    table.add("Var", AXES, (e, a) -> variance(e, a.fx(), axes(e, a), a.flag("keepdims")));
    table.add(
        "Std", AXES, (e, a) -> e.op("Sqrt", variance(e, a.fx(), axes(e, a), a.flag("keepdims"))));
    table.add(
        "CountNonzero",
        "x | axis=None",
        (e, a) -> e.reduce("Sum", e.toInt(nonzero(e, a.x())), axes(e, a), false));
    table.add("Average", "x, weights=None | axis=None", Reductions::average);
    for (String name : List.of("Cumsum", "Cumprod")) {
      table.add(name, "x | axis=None, dtype=None", (e, a) -> running(e, a, a.x(), name));
    }
    table.module("math");
    table.add("Logsumexp", AXES, (e, a) -> logSum(e, a.fx(), axes(e, a), a.flag("keepdims")));
    table.module("nn");
    table.addAll(
        "Moments",
        "x | axes, keepdims=False, synchronized=False",
        (e, a) -> {
          if (a.flag("synchronized")) {
            throw a.wrong("synchronized", "False");
          }
          int[] axes = a.axes("axes", e.rank(a.x()));
          boolean keep = a.flag("keepdims");
          return List.of(e.reduce("Mean", a.fx(), axes, keep), variance(e, a.fx(), axes, keep));
        });
    table.module("linalg");
    table.add("Norm", "x | ord=None, axis=None, keepdims=False", Norms::norm);
  }

  static int[] axes(Emitter e, Bound a) {
    return a.axes("axis", e.rank(a.x()));
  }

  private static Operand<?> reduce(Emitter e, Bound a, String kernel, Operand<?> x) {
    return e.reduce(kernel, x, axes(e, a), a.flag("keepdims"));
  }

  /** Small integers are added as larger ones. */
  static Operand<?> summed(Emitter e, Operand<?> x) {
    return switch (e.type(x)) {
      case BOOL, INT8, INT16 -> e.toInt(x);
      case UINT8, UINT16 -> e.cast(x, DType.UINT32);
      default -> x;
    };
  }

  private static Operand<?> extreme(Emitter e, Bound a, String kernel, boolean initial) {
    Operand<?> x = a.x();
    boolean truths = e.type(x) == DType.BOOL;
    Operand<?> found = reduce(e, a, truths ? (kernel.equals("Max") ? "Any" : "All") : kernel, x);
    if (!initial) {
      return found;
    }
    String larger = kernel.equals("Max") ? "Maximum" : "Minimum";
    Operand<?> limit = e.cast(a.tensor("initial"), truths ? DType.INT32 : e.type(x));
    Operand<?> numbers = truths ? e.toInt(found) : found;
    return e.cast(e.op(larger, numbers, limit), e.type(x));
  }

  private static Operand<?> nonzero(Emitter e, Operand<?> x) {
    return e.type(x) == DType.BOOL ? x : e.op("NotEqual", x, e.like(x, 0));
  }

  static Operand<?> variance(Emitter e, Operand<?> x, int[] axes, boolean keep) {
    Operand<?> mean = e.reduce("Mean", x, axes, true);
    return e.reduce("Mean", e.op("Square", e.sub(x, mean)), axes, keep);
  }

  /** {@code log(sum(exp(x)))} without overflow. */
  static Operand<?> logSum(Emitter e, Operand<?> x, int[] axes, boolean keep) {
    Operand<?> most = e.reduce("Max", x, axes, true);
    Operand<?> finite = e.where(e.op("IsFinite", most), most, e.zeros(most));
    Operand<?> shift = e.stop(finite);
    Operand<?> sum = e.reduce("Sum", e.op("Exp", e.sub(x, shift)), axes, true);
    Operand<?> result = e.add(e.op("Log", sum), shift);
    return keep || axes.length == 0 ? result : e.squeeze(result, axes);
  }

  private static Operand<?> average(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int[] axes = axes(e, a);
    if (!a.given("weights")) {
      return e.reduce("Mean", x, axes, false);
    }
    Operand<?> weights = a.floats("weights");
    if (e.rank(weights) != e.rank(x)) {
      if (e.rank(weights) != 1 || axes.length != 1) {
        throw new IllegalArgumentException(
            "has weights of " + e.rank(weights) + " dimensions, expected 1 or " + e.rank(x));
      }
      int[] shape = new int[e.rank(x)];
      Arrays.fill(shape, 1);
      shape[axes[0]] = -1;
      weights = e.reshape(weights, shape);
    }
    Operand<?> sum = e.reduce("Sum", e.mul(x, weights), axes, false);
    return e.div(sum, e.reduce("Sum", weights, axes, false));
  }

  static Operand<?> running(Emitter e, Bound a, Operand<?> numbers, String kernel) {
    Operand<?> given = a.given("dtype") ? e.cast(numbers, a.dtype("dtype", null)) : numbers;
    Operand<?> x = Elementwise.notTruth(e, given);
    Operand<?> along = a.given("axis") ? x : e.reshape(x, -1);
    int axis = a.given("axis") ? a.axis("axis", e.rank(x)) : 0;
    return kernel.equals("Cumprod") && e.isFloat(along) && e.size(along, axis) > 0
        ? products(e, along, axis)
        : e.op(kernel, along, e.tf().constant(axis));
  }

  /**
   * Running products by doubling the distance of the factors: the runtime's operation has no
   * gradient.
   */
  private static Operand<?> products(Emitter e, Operand<?> x, int axis) {
    int count = e.known(x, axis);
    Operand<?> result = x;
    for (int distance = 1; distance < count; distance *= 2) {
      Operand<?> first = e.part(result, axis, 0, distance);
      Operand<?> behind = e.part(result, axis, distance, count - distance);
      Operand<?> before = e.part(result, axis, 0, count - distance);
      result = e.concat(List.of(first, e.mul(behind, before)), axis);
    }
    return result;
  }

  /** All dimensions. */
  static int[] all(Emitter e, Operand<?> x) {
    return IntStream.range(0, e.rank(x)).toArray();
  }
}

package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;

/** What sorts, and what looks for places in an order. */
final class Sorting {
  private Sorting() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("Sort", "x | axis=-1", Sorting::sorted);
    table.add("Argsort", "x | axis=-1", Sorting::places);
    table.add("SearchSorted", "sorted_sequence, values | side='left'", Sorting::searched);
    table.add("Median", "x | axis=None, keepdims=False", (e, a) -> quantiles(e, a, 0.5, "linear"));
    String parameters = "x, q | axis=None, method='linear', keepdims=False";
    table.add("Quantile", parameters, (e, a) -> quantiles(e, a, 1));
    table.add("Percentile", parameters, (e, a) -> quantiles(e, a, 100));
    table.module("math");
    table.addAll("TopK", "x | k, sorted=True", Sorting::top);
    table.add(
        "InTopK",
        "targets, predictions | k",
        (e, a) ->
            e.op(
                "InTopKV2",
                a.floats("predictions"),
                e.toInt(a.tensor("targets")),
                e.tf().constant(a.integer("k"))));
  }

  /**
   * The places of the numbers in ascending order along the last dimension; equal ones in theirs.
   */
  private static Operand<?> order(Emitter e, Operand<?> x) {
    Operand<?> falling =
        switch (e.type(x)) {
          case BOOL -> e.op("Neg", e.toInt(x));
          case UINT64 -> throw new IllegalArgumentException("sorts no numbers of uint64");
          case UINT8, UINT16, UINT32 -> e.op("Neg", e.cast(x, DType.INT64));
          // The smallest integer has no negative.
          case INT8, INT16, INT32, INT64 -> e.op("Invert", x);
          default -> e.op("Neg", x);
        };
    return e.kernel("TopKV2", falling, e.sizeOf(x, e.rank(x) - 1)).outs(2).get(1);
  }

  /** Along the last dimension, ascending. */
  static Operand<?> ascending(Emitter e, Operand<?> x) {
    return Indexing.along(e, x, order(e, x), e.rank(x) - 1);
  }

  private static Operand<?> sorted(Emitter e, Bound a) {
    Operand<?> x = a.given("axis") ? a.x() : e.reshape(a.x(), -1);
    int last = e.rank(x) - 1;
    int axis = a.given("axis") ? a.axis("axis", e.rank(x)) : 0;
    return e.move(ascending(e, e.move(x, axis, last)), last, axis);
  }

  private static Operand<?> places(Emitter e, Bound a) {
    Operand<?> x = a.given("axis") ? a.x() : e.reshape(a.x(), -1);
    int last = e.rank(x) - 1;
    int axis = a.given("axis") ? a.axis("axis", e.rank(x)) : 0;
    return e.move(order(e, e.move(x, axis, last)), last, axis);
  }

  private static List<Operand<?>> top(Emitter e, Bound a) {
    Operand<?> x = a.x();
    int k = a.integer("k");
    if (k < 0) {
      throw a.wrong("k", "a number of at least 0");
    }
    List<Operand<?>> found =
        e.kernel("TopKV2", x, e.tf().constant(k)).set("sorted", a.flag("sorted")).outs(2);
    Operand<?> places = found.get(1);
    Operand<?> values = found.get(0);
    return List.of(
        e.isFloat(x) ? e.sloped(values, () -> Indexing.along(e, x, places, e.rank(x) - 1)) : values,
        places);
  }

  private static Operand<?> searched(Emitter e, Bound a) {
    List<Operand<?>> both = a.together("sorted_sequence", "values");
    if (e.rank(both.get(0)) != 1) {
      throw new IllegalArgumentException("searches in a tensor of one dimension");
    }
    String kernel =
        switch (a.text("side")) {
          case "left" -> "LowerBound";
          case "right" -> "UpperBound";
          default -> throw a.wrong("side", "'left' or 'right'");
        };
    Operand<?> values = both.get(1);
    Operand<?> rows = e.expand(e.reshape(values, -1), 0);
    Operand<?> found =
        e.kernel(kernel, e.expand(both.get(0), 0), rows).set("out_type", DataType.DT_INT32).out();
    return e.op("Reshape", found, e.shape(values));
  }

  private static Operand<?> quantiles(Emitter e, Bound a, double whole) {
    double[] parts;
    boolean one = false;
    if (a.value("q") instanceof Value.Sequence sequence) {
      parts = sequence.values().stream().mapToDouble(each -> a.real("q", each)).toArray();
    } else if (a.value("q") instanceof Value.Constant constant) {
      if (constant.shape().size() > 1) {
        throw a.wrong("q", "a number or a list of numbers");
      }
      parts = constant.numbers().stream().mapToDouble(Double::doubleValue).toArray();
      one = constant.shape().isEmpty();
    } else {
      parts = new double[] {a.real("q")};
      one = true;
    }
    List<Operand<?>> found = new ArrayList<>();
    for (double part : parts) {
      if (!(part >= 0 && part <= whole)) {
        throw a.wrong("q", "numbers from 0 to " + (int) whole);
      }
      found.add(quantiles(e, a, part / whole, a.text("method")));
    }
    return one ? found.get(0) : e.stack(found, 0);
  }

  /** The size along the dimensions has to be known: then the places are numbers. */
  private static Operand<?> quantiles(Emitter e, Bound a, double part, String method) {
    Operand<?> x = a.fx();
    int rank = e.rank(x);
    int[] axes = a.axes("axis", rank);
    int[] ends = Arrays.stream(axes).sorted().toArray();
    int count = Arrays.stream(ends).map(axis -> e.known(x, axis)).reduce(1, Math::multiplyExact);
    int[] places = new int[ends.length];
    Arrays.setAll(places, i -> rank - ends.length + i);
    Operand<?> flat = Shapes.moved(e, x, ends, places);
    for (int i = 1; i < ends.length; i++) {
      flat = Shapes.merged(e, flat, e.rank(flat) - 2);
    }
    flat = ends.length == 0 ? e.expand(flat, rank) : flat;
    int last = e.rank(flat) - 1;
    Operand<?> sorted = ascending(e, flat);
    double exact = (count - 1) * part;
    int below = (int) Math.floor(exact);
    int above = (int) Math.ceil(exact);
    Operand<?> low = place(e, sorted, below);
    Operand<?> high = place(e, sorted, above);
    Operand<?> result =
        switch (method) {
          case "lower" -> low;
          case "higher" -> high;
          case "nearest" -> place(e, sorted, (int) Math.rint(exact));
          case "midpoint" -> e.mul(e.add(low, high), 0.5);
          case "linear" -> {
            int before = Math.max(above - 1, 0);
            double fraction = above - exact;
            yield e.add(e.mul(place(e, sorted, before), fraction), e.mul(high, 1 - fraction));
          }
          default ->
              throw a.wrong("method", "'linear', 'lower', 'higher', 'midpoint' or 'nearest'");
        };
    Operand<?> unknown = e.reduce("Any", e.op("IsNan", flat), new int[] {last}, false);
    result = e.where(unknown, e.like(x, Double.NaN), result);
    if (a.flag("keepdims")) {
      for (int axis : ends) {
        result = e.expand(result, axis);
      }
    }
    return result;
  }

  private static Operand<?> place(Emitter e, Operand<?> sorted, int place) {
    return e.gather(sorted, e.tf().constant(place), e.rank(sorted) - 1);
  }
}

package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;

/** Tensors shaped like others, their sizes, rows of numbers between others, and counts. */
final class Likes {
  private Likes() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("ZerosLike", "x | dtype=None", (e, a) -> like(e, a, e.tf().constant(0)));
    table.add("OnesLike", "x | dtype=None", (e, a) -> like(e, a, e.tf().constant(1)));
    table.add(
        "FullLike", "x, fill_value | dtype=None", (e, a) -> like(e, a, a.tensor("fill_value")));
    table.add("Size", "x", Likes::size);
    String numbers = "start, stop | num=50, endpoint=True";
    table.addAll("Linspace", numbers + ", retstep=False, dtype=None, axis=0", Likes::between);
    table.add("Logspace", numbers + ", base=10, dtype=None, axis=0", Likes::powers);
    table.addAll("UnravelIndex", "indices | shape", Likes::unravelled);
    table.add("Bincount", "x | weights=None, minlength=0, sparse=False", Likes::counts);
    table.module("tensorflow");
    table.add(
        "Shape", "x | dtype='int32'", (e, a) -> e.cast(e.shape(a.x()), a.dtype("dtype", null)));
    table.add("Rank", "x", (e, a) -> e.tf().constant(e.rank(a.x())));
    table.module("math");
    for (String name : List.of("Sum", "Max", "Min", "Prod")) {
      table.add(
          "Segment" + name,
          "data, segment_ids | num_segments=None, sorted=False",
          (e, a) -> segments(e, a, name));
    }
  }

  private static Operand<?> like(Emitter e, Bound a, Operand<?> value) {
    Operand<?> x = a.x();
    return e.op("BroadcastTo", e.cast(value, a.dtype("dtype", e.type(x))), e.shape(x));
  }

  private static Operand<?> size(Emitter e, Bound a) {
    return e.reduce("Prod", e.shape(a.x()), new int[] {0}, false);
  }

  private static List<Operand<?>> between(Emitter e, Bound a) {
    int count = a.integer("num");
    if (count < 0 || count > 1_000_000) {
      throw a.wrong("num", "0 to 1000000");
    }
    Operand<?> start = a.floats("start");
    Operand<?> stop = a.floats("stop");
    int gaps = a.flag("endpoint") ? count - 1 : count;
    Operand<?> step = e.mul(e.sub(stop, start), gaps > 0 ? 1.0 / gaps : Double.NaN);
    Operand<?> wide = e.add(start, e.zeros(stop));
    int axis = a.axis("axis", e.rank(wide) + 1);
    double[] parts = new double[count];
    double[] rest = new double[count];
    Arrays.setAll(parts, i -> gaps > 0 ? i / (double) gaps : 0);
    Arrays.setAll(rest, i -> 1 - parts[i]);
    int[] shape = new int[e.rank(wide) + 1];
    Arrays.fill(shape, 1);
    shape[axis] = count;
    Operand<?> first = e.mul(e.expand(wide, axis), row(e, rest, shape));
    Operand<?> last = e.mul(e.expand(e.add(stop, e.zeros(start)), axis), row(e, parts, shape));
    Operand<?> result = e.add(first, last);
    DType type = a.dtype("dtype", DType.FLOAT32);
    result = type.isFloating() ? result : e.cast(e.op("Floor", result), type);
    return a.value("retstep") != null && a.flag("retstep")
        ? List.of(result, step)
        : List.of(result);
  }

  private static Operand<?> row(Emitter e, double[] numbers, int[] shape) {
    return e.reshape(e.toFloat(e.tf().constant(numbers)), shape);
  }

  private static Operand<?> powers(Emitter e, Bound a) {
    Operand<?> exponents = between(e, a).get(0);
    return e.op("Pow", e.like(exponents, a.real("base")), exponents);
  }

  private static List<Operand<?>> unravelled(Emitter e, Bound a) {
    int[] sizes = a.integers("shape");
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw a.wrong("shape", "sizes of at least 1");
    }
    Operand<?> rest = e.toInt(a.tensor("indices"));
    if (e.rank(rest) != 1) {
      throw new IllegalArgumentException(
          "takes indices of one dimension: of more, Keras's backends compute different places, so"
              + " ravel them first");
    }
    List<Operand<?>> places = new ArrayList<>();
    for (int i = sizes.length - 1; i >= 0; i--) {
      Operand<?> size = e.tf().constant(sizes[i]);
      places.add(0, e.op("FloorMod", rest, size));
      rest = e.op("FloorDiv", rest, size);
    }
    return places;
  }

  private static Operand<?> counts(Emitter e, Bound a) {
    if (a.flag("sparse") || a.given("weights")) {
      throw a.wrong(a.given("weights") ? "weights" : "sparse", "counts of a dense tensor");
    }
    Operand<?> x = e.toInt(a.x());
    Operand<?> most = e.reduce("Max", x, Reductions.all(e, x), false);
    Operand<?> size =
        e.op("Maximum", e.add(most, 1), e.tf().constant(Math.max(a.integer("minlength"), 0)));
    return e.op("DenseBincount", x, size, e.ints());
  }

  private static Operand<?> segments(Emitter e, Bound a, String name) {
    if (!a.given("num_segments")) {
      throw a.wrong("num_segments", "a number, since it decides the shape");
    }
    int count = a.integer("num_segments");
    if (count < 0) {
      throw a.wrong("num_segments", "a number of at least 0");
    }
    return e.op(
        "UnsortedSegment" + name,
        a.tensor("data"),
        e.toInt(a.tensor("segment_ids")),
        e.tf().constant(count));
  }
}

package io.github.inverseactivation.layers.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** Operations that join tensors, and that cut them into parts. */
final class Joining {
  private Joining() {}

  static void addTo(Table table) {
    table.module("numpy");
    joining(table);
    splitting(table);
  }

  private static void joining(Table table) {
    table.add("Concatenate", "xs | axis=0", (e, a) -> joined(e, a, "xs"));
    table.add(
        "Stack",
        "x | axis=0",
        (e, a) -> {
          List<Operand<?>> xs = a.promoted(a.tensors("x"));
          return e.stack(xs, a.axis("axis", e.rank(xs.get(0)) + 1));
        });
    table.add("Append", "x1, x2 | axis=None", Joining::appended);
    table.add("Hstack", "xs", (e, a) -> stacked(e, a, 1, 1));
    table.add("Vstack", "xs", (e, a) -> stacked(e, a, 2, 0));
    table.add("Dstack", "xs", (e, a) -> stacked(e, a, 3, 2));
    table.addAll("Meshgrid", "*x | indexing='xy'", Joining::grid);
  }

  private static void splitting(Table table) {
    table.addAll(
        "Split", "x | indices_or_sections, axis=0", (e, a) -> split(e, a, axis(e, a), false));
    table.addAll(
        "ArraySplit", "x | indices_or_sections, axis=0", (e, a) -> split(e, a, axis(e, a), true));
    table.addAll(
        "Hsplit",
        "x | indices_or_sections",
        (e, a) -> split(e, a, e.rank(a.x()) == 1 ? 0 : 1, false));
    table.addAll("Vsplit", "x | indices_or_sections", (e, a) -> split(e, a, 0, false));
    table.addAll("Dsplit", "x | indices_or_sections", (e, a) -> split(e, a, 2, false));
    table.module("core");
    table.addAll(
        "Unstack",
        "x | num=None, axis=0",
        (e, a) -> {
          int axis = axis(e, a);
          int count = a.given("num") ? a.integer("num") : e.known(a.x(), axis);
          return e.kernel("Unpack", a.x())
              .set("num", (long) count)
              .set("axis", (long) axis)
              .outs(count);
        });
  }

  private static int axis(Emitter e, Bound a) {
    return a.axis("axis", e.rank(a.x()));
  }

  private static Operand<?> joined(Emitter e, Bound a, String name) {
    List<Operand<?>> xs = a.promoted(a.tensors(name));
    return e.concat(xs, a.axis("axis", e.rank(xs.get(0))));
  }

  private static Operand<?> appended(Emitter e, Bound a) {
    List<Operand<?>> xs = a.together("x1", "x2");
    return a.given("axis")
        ? e.concat(xs, a.axis("axis", e.rank(xs.get(0))))
        : e.concat(xs.stream().map(each -> e.reshape(each, -1)).toList(), 0);
  }

  /** Joins tensors of at least so many dimensions. */
  private static Operand<?> stacked(Emitter e, Bound a, int rank, int axis) {
    List<Operand<?>> xs = new ArrayList<>();
    for (Operand<?> each : a.promoted(a.tensors("xs"))) {
      Operand<?> x = each;
      if (e.rank(x) == 0) {
        x = e.reshape(x, 1);
      }
      if (e.rank(x) == 1 && rank >= 2) {
        x = e.expand(x, 0);
      }
      xs.add(e.rank(x) == 2 && rank == 3 ? e.expand(x, 2) : x);
    }
    return e.concat(xs, e.rank(xs.get(0)) == 1 ? 0 : axis);
  }

  private static List<Operand<?>> grid(Emitter e, Bound a) {
    List<Operand<?>> xs = a.tensors("x").stream().<Operand<?>>map(x -> e.reshape(x, -1)).toList();
    boolean swapped = a.text("indexing").equals("xy") && xs.size() > 1;
    List<Integer> places = new ArrayList<>(IntStream.range(0, xs.size()).boxed().toList());
    if (swapped) {
      places.set(0, 1);
      places.set(1, 0);
    }
    List<Operand<?>> sizes = new ArrayList<>(java.util.Collections.nCopies(xs.size(), null));
    for (int i = 0; i < xs.size(); i++) {
      sizes.set(places.get(i), e.sizeOf(xs.get(i), 0));
    }
    Operand<?> shape = e.stack(sizes, 0);
    List<Operand<?>> grids = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      int[] own = new int[xs.size()];
      Arrays.fill(own, 1);
      own[places.get(i)] = -1;
      grids.add(e.op("BroadcastTo", e.reshape(xs.get(i), own), shape));
    }
    return grids;
  }

  private static List<Operand<?>> split(Emitter e, Bound a, int axis, boolean uneven) {
    Operand<?> x = a.x();
    if (axis >= e.rank(x)) {
      throw new IllegalArgumentException("splits dimension " + axis + ", which is not there");
    }
    int[] bounds;
    boolean sections = a.value("indices_or_sections") instanceof Value.Whole;
    if (sections) {
      int count = a.integer("indices_or_sections");
      if (count < 1 || count > 100_000) {
        throw a.wrong("indices_or_sections", "1 to 100000 parts");
      }
      if (!uneven) {
        return e.kernel("Split", e.tf().constant(axis), x)
            .set("num_split", (long) count)
            .outs(count);
      }
      int size = e.known(x, axis);
      bounds =
          IntStream.range(1, count)
              .map(i -> i * (size / count) + Math.min(i, size % count))
              .toArray();
    } else {
      bounds = a.integers("indices_or_sections");
    }
    List<Operand<?>> parts = new ArrayList<>();
    int begin = 0;
    for (int bound : bounds) {
      int end = bound < 0 ? bound + e.known(x, axis) : bound;
      if (end < begin) {
        throw a.wrong("indices_or_sections", "places in their order");
      }
      parts.add(e.part(x, axis, begin, end - begin));
      begin = end;
    }
    parts.add(e.part(x, axis, begin, -1));
    return parts;
  }
}

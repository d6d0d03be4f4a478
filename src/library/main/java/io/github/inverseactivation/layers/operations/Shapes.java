package io.github.inverseactivation.layers.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** Operations that give the same numbers another shape or order. */
final class Shapes {
  private Shapes() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("Reshape", "x | newshape", Shapes::reshaped);
    table.add("Ravel", "x", (e, a) -> e.reshape(a.x(), -1));
    table.add("ExpandDims", "x | axis", Shapes::expanded);
    table.add("Squeeze", "x | axis=None", Shapes::squeezed);
    table.add("Transpose", "x | axes=None", Shapes::transposed);
    table.add(
        "Swapaxes",
        "x | axis1, axis2",
        (e, a) -> {
          int rank = e.rank(a.x());
          int[] order = IntStream.range(0, rank).toArray();
          int one = a.axis("axis1", rank);
          int other = a.axis("axis2", rank);
          order[one] = other;
          order[other] = one;
          return e.transpose(a.x(), order);
        });
    table.add(
        "Moveaxis", "x | source, destination", (e, a) -> moved(e, a, "source", "destination"));
    table.add(
        "BroadcastTo",
        "x | shape",
        (e, a) -> e.op("BroadcastTo", a.x(), e.ints(a.integers("shape"))));
    table.add("Tile", "x | repeats", Shapes::tiled);
    table.add("Repeat", "x | repeats, axis=None", Shapes::repeated);
    table.add("Flip", "x | axis=None", (e, a) -> reversed(e, a.x(), a.axes("axis", e.rank(a.x()))));
    table.add("Fliplr", "x", (e, a) -> reversed(e, a.x(), 1));
    table.add("Flipud", "x", (e, a) -> reversed(e, a.x(), 0));
    table.add("Rot90", "array | k=1, axes=None", Shapes::turned);
    table.add("Roll", "x | shift, axis=None", Shapes::rolled);
    table.add("Pad", "x, constant_values=None | pad_width, mode='constant'", Shapes::padded);
  }

  private static Operand<?> reshaped(Emitter e, Bound a) {
    if (a.value("newshape") instanceof Value.Sequence sequence && sequence.values().isEmpty()) {
      return e.reshape(a.x());
    }
    return e.op("Reshape", a.x(), vector(e, a, "newshape"));
  }

  /** Sizes, of which some may be tensors. */
  private static Operand<?> vector(Emitter e, Bound a, String name) {
    Operand<?> sizes = a.tensor(name);
    if (e.isFloat(sizes)) {
      throw a.wrong(name, "whole numbers");
    }
    return e.rank(sizes) == 0 ? e.reshape(sizes, 1) : sizes;
  }

  private static Operand<?> expanded(Emitter e, Bound a) {
    int[] axes = a.integers("axis");
    int rank = e.rank(a.x()) + axes.length;
    Operand<?> result = a.x();
    for (int axis : Arrays.stream(a.axes("axis", rank)).sorted().toArray()) {
      result = e.expand(result, axis);
    }
    return result;
  }

  private static Operand<?> squeezed(Emitter e, Bound a) {
    Operand<?> x = a.x();
    if (a.given("axis")) {
      return e.squeeze(x, a.axes("axis", e.rank(x)));
    }
    int[] ones = IntStream.range(0, e.rank(x)).filter(i -> e.size(x, i) == 1).toArray();
    return ones.length == 0 ? x : e.squeeze(x, ones);
  }

  private static Operand<?> transposed(Emitter e, Bound a) {
    int rank = e.rank(a.x());
    if (a.given("axes")) {
      int[] axes = a.axes("axes", rank);
      if (axes.length != rank) {
        throw a.wrong("axes", "each of the " + rank + " dimensions once");
      }
      return e.transpose(a.x(), axes);
    }
    return e.transpose(a.x(), IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
  }

  private static Operand<?> moved(Emitter e, Bound a, String from, String to) {
    int rank = e.rank(a.x());
    return moved(e, a.x(), a.axes(from, rank), a.axes(to, rank));
  }

  /** Moves dimensions; the others keep their order. */
  static Operand<?> moved(Emitter e, Operand<?> x, int[] sources, int[] destinations) {
    if (sources.length != destinations.length) {
      throw new IllegalArgumentException("moves as many dimensions as it has places for them");
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, e.rank(x)).boxed().toList());
    order.removeAll(Arrays.stream(sources).boxed().toList());
    IntStream.range(0, sources.length)
        .boxed()
        .sorted(java.util.Comparator.comparingInt(i -> destinations[i]))
        .forEach(i -> order.add(destinations[i], sources[i]));
    return e.transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Operand<?> tiled(Emitter e, Bound a) {
    int[] repeats = a.integers("repeats");
    Operand<?> x = a.x();
    while (e.rank(x) < repeats.length) {
      x = e.expand(x, 0);
    }
    int[] all = new int[e.rank(x)];
    Arrays.fill(all, 1);
    System.arraycopy(repeats, 0, all, all.length - repeats.length, repeats.length);
    return e.op("Tile", x, e.ints(all));
  }

  private static Operand<?> repeated(Emitter e, Bound a) {
    Operand<?> x = a.given("axis") ? a.x() : e.reshape(a.x(), -1);
    int axis = a.given("axis") ? a.axis("axis", e.rank(x)) : 0;
    int[] repeats = a.integers("repeats");
    if (repeats.length == 1) {
      int[] times = new int[e.rank(x) + 1];
      Arrays.fill(times, 1);
      times[axis + 1] = repeats[0];
      Operand<?> tiled = e.op("Tile", e.expand(x, axis + 1), e.ints(times));
      return merged(e, tiled, axis);
    }
    if (repeats.length != e.known(x, axis) || Arrays.stream(repeats).anyMatch(r -> r < 0)) {
      throw a.wrong("repeats", "a number, or one for each of " + e.known(x, axis));
    }
    int[] indices =
        IntStream.range(0, repeats.length)
            .flatMap(i -> IntStream.generate(() -> i).limit(repeats[i]))
            .toArray();
    return e.gather(x, e.ints(indices), axis);
  }

  /** Makes one dimension of two. */
  static Operand<?> merged(Emitter e, Operand<?> x, int axis) {
    int rank = e.rank(x);
    List<Operand<?>> sizes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (i == axis) {
        sizes.add(e.mul(e.sizeOf(x, i), e.sizeOf(x, i + 1)));
      } else if (i != axis + 1) {
        sizes.add(e.sizeOf(x, i));
      }
    }
    return e.op("Reshape", x, e.stack(sizes, 0));
  }

  private static Operand<?> reversed(Emitter e, Operand<?> x, int... axes) {
    return e.op("ReverseV2", x, e.ints(axes));
  }

  private static Operand<?> turned(Emitter e, Bound a) {
    Operand<?> x = a.tensor("array");
    int rank = e.rank(x);
    int[] axes = a.given("axes") ? a.axes("axes", rank) : new int[] {0, 1};
    if (axes.length != 2) {
      throw a.wrong("axes", "two dimensions");
    }
    int[] order = IntStream.range(0, rank).toArray();
    order[axes[0]] = axes[1];
    order[axes[1]] = axes[0];
    return switch (Math.floorMod(a.integer("k"), 4)) {
      case 1 -> e.transpose(reversed(e, x, axes[1]), order);
      case 2 -> reversed(e, x, axes);
      case 3 -> reversed(e, e.transpose(x, order), axes[1]);
      default -> x;
    };
  }

  /** Of slices: the runtime's operation has no gradient. */
  private static Operand<?> rolled(Emitter e, Bound a) {
    int[] shifts = a.integers("shift");
    if (!a.given("axis")) {
      Operand<?> flat = e.reshape(a.x(), -1);
      for (int shift : shifts) {
        flat = rolled(e, flat, shift, 0);
      }
      return e.op("Reshape", flat, e.shape(a.x()));
    }
    int[] axes = Arrays.stream(a.integers("axis")).toArray();
    shifts = a.integers("shift", axes.length);
    Operand<?> result = a.x();
    for (int i = 0; i < axes.length; i++) {
      int axis = axes[i] < 0 ? axes[i] + e.rank(result) : axes[i];
      result = rolled(e, result, shifts[i], axis);
    }
    return result;
  }

  private static Operand<?> rolled(Emitter e, Operand<?> x, int shift, int axis) {
    long size = e.size(x, axis);
    if (size == 0 || shift == 0) {
      return x;
    }
    Operand<?> count = e.sizeOf(x, axis);
    Operand<?> places = e.op("Range", e.tf().constant(0), count, e.tf().constant(1));
    Operand<?> from = e.op("FloorMod", e.sub(places, e.tf().constant(shift)), count);
    return e.gather(x, from, axis);
  }

  private static Operand<?> padded(Emitter e, Bound a) {
    Operand<?> x = a.x();
    int rank = e.rank(x);
    int[] widths = widths(a, rank);
    Operand<?> pairs = e.reshape(e.ints(widths), rank, 2);
    String mode = a.text("mode");
    if (mode.equals("constant")) {
      if (Arrays.stream(widths).anyMatch(each -> each < 0)) {
        throw a.wrong("pad_width", "widths of at least 0");
      }
      return a.given("constant_values")
          ? e.op("PadV2", x, pairs, e.cast(a.tensor("constant_values"), e.type(x)))
          : e.op("Pad", x, pairs);
    }
    if (!mode.equals("reflect") && !mode.equals("symmetric") || a.given("constant_values")) {
      throw a.wrong("mode", "'constant', 'reflect' or 'symmetric', and constants for the first");
    }
    return e.kernel("MirrorPad", x, pairs)
        .set("mode", mode.toUpperCase(java.util.Locale.ROOT))
        .out();
  }

  /** One number, one pair, or a pair for each dimension. */
  private static int[] widths(Bound a, int rank) {
    if (a.value("pad_width") instanceof Value.Sequence sequence
        && !sequence.values().isEmpty()
        && sequence.values().get(0) instanceof Value.Sequence) {
      List<Integer> all = new ArrayList<>();
      for (Value each : sequence.values()) {
        if (!(each instanceof Value.Sequence pair) || pair.values().size() != 2) {
          throw a.wrong("pad_width", "pairs of numbers");
        }
        pair.values().forEach(number -> all.add(a.integer("pad_width", number)));
      }
      if (all.size() == 2) {
        return repeated(all.get(0), all.get(1), rank);
      }
      if (all.size() != 2 * rank) {
        throw a.wrong("pad_width", "a pair for each of " + rank + " dimensions");
      }
      return all.stream().mapToInt(Integer::intValue).toArray();
    }
    int[] one = a.integers("pad_width");
    if (one.length > 2) {
      throw a.wrong("pad_width", "one or two numbers, or pairs");
    }
    return repeated(one[0], one[one.length - 1], rank);
  }

  private static int[] repeated(int before, int after, int rank) {
    return IntStream.range(0, 2 * rank).map(i -> i % 2 == 0 ? before : after).toArray();
  }
}

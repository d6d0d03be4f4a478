package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;

/** Parts of tensors, by places and ranges of places, and what puts numbers at places. */
final class Indexing {
  private Indexing() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("GetItem", "x, key", Indexing::item);
    table.add("Take", "x, indices | axis=None", Indexing::taken);
    table.add("TakeAlongAxis", "x, indices | axis=None", Indexing::takenAlong);
    table.module("core");
    table.add("Slice", "inputs, start_indices | shape", Indexing::sliced);
    table.add("SliceUpdate", "inputs, start_indices, updates", Indexing::sliceUpdated);
    table.add("Scatter", "indices, values | shape", Indexing::scattered);
    table.add("ScatterUpdate", "inputs, indices, updates | reduction=None", Indexing::updated);
  }

  /** What is to become of each dimension. */
  private static final class Key {
    private final List<Operand<?>> begin = new ArrayList<>();
    private final List<Operand<?>> end = new ArrayList<>();
    private final List<Operand<?>> stride = new ArrayList<>();
    private long beginMask;
    private long endMask;
    private long ellipsisMask;
    private long newAxisMask;
    private long shrinkMask;

    private long bit() {
      return 1L << begin.size();
    }

    private void add(Operand<?> first, Operand<?> last, Operand<?> step) {
      begin.add(first);
      end.add(last);
      stride.add(step);
    }
  }

  /** {@code x[key]} as the runtime's strided slice. */
  private static Operand<?> item(Emitter e, Bound a) {
    Operand<?> x = a.x();
    Value key = a.value("key");
    List<Value> parts = key instanceof Value.Sequence sequence ? sequence.values() : List.of(key);
    long dimensions =
        parts.stream()
            .filter(p -> !(p instanceof Value.None) && !(p instanceof Value.Ellipsis))
            .count();
    long ellipses = parts.stream().filter(Value.Ellipsis.class::isInstance).count();
    if (dimensions > e.rank(x) || ellipses > 1 || parts.size() > 30) {
      throw a.wrong("key", "at most " + e.rank(x) + " places and ranges, and one ellipsis");
    }
    if (parts.isEmpty()) {
      return x;
    }
    Key found = new Key();
    int dimension = 0;
    for (Value part : parts) {
      if (part instanceof Value.Ellipsis) {
        dimension = e.rank(x) - (int) dimensions + dimension;
      } else if (!(part instanceof Value.None)) {
        if (part instanceof Value.Whole place) {
          check(e, x, dimension, place.number());
        }
        dimension++;
      }
      add(e, a, found, part);
    }
    return e.kernel(
            "StridedSlice",
            x,
            e.stack(found.begin, 0),
            e.stack(found.end, 0),
            e.stack(found.stride, 0))
        .set("begin_mask", found.beginMask)
        .set("end_mask", found.endMask)
        .set("ellipsis_mask", found.ellipsisMask)
        .set("new_axis_mask", found.newAxisMask)
        .set("shrink_axis_mask", found.shrinkMask)
        .out();
  }

  private static void check(Emitter e, Operand<?> x, int dimension, long place) {
    long size = e.size(x, dimension);
    if (size >= 0 && (place >= size || place < -size)) {
      throw new IllegalArgumentException(
          "takes place " + place + " of dimension " + dimension + ", which has " + size);
    }
  }

  private static void add(Emitter e, Bound a, Key key, Value part) {
    Operand<?> zero = e.tf().constant(0);
    Operand<?> one = e.tf().constant(1);
    if (part instanceof Value.Ellipsis) {
      key.ellipsisMask |= key.bit();
      key.add(zero, zero, one);
    } else if (part instanceof Value.None) {
      key.newAxisMask |= key.bit();
      key.add(zero, zero, one);
    } else if (part instanceof Value.Slice slice) {
      boolean open = slice.start() instanceof Value.None;
      boolean openEnd = slice.stop() instanceof Value.None;
      boolean single = slice.step() instanceof Value.None;
      key.beginMask |= open ? key.bit() : 0;
      key.endMask |= openEnd ? key.bit() : 0;
      Operand<?> step = single ? one : place(e, a, slice.step());
      if (slice.step() instanceof Value.Whole whole && whole.number() == 0) {
        throw a.wrong("key", "steps other than 0");
      }
      key.add(
          open ? zero : place(e, a, slice.start()),
          openEnd ? zero : place(e, a, slice.stop()),
          step);
    } else {
      key.shrinkMask |= key.bit();
      Operand<?> place = place(e, a, part);
      boolean last = part instanceof Value.Whole whole && whole.number() == -1;
      key.endMask |= last ? key.bit() : 0;
      key.add(place, last ? zero : e.add(place, one), one);
    }
  }

  /** A place as a scalar: a number, or a tensor without dimensions. */
  private static Operand<?> place(Emitter e, Bound a, Value value) {
    if (value instanceof Value.Whole) {
      return e.tf().constant(a.integer("key", value));
    }
    if (value instanceof Value.Input) {
      Operand<?> tensor = a.tensor("key", value);
      if (!e.isFloat(tensor) && e.type(tensor) != DType.BOOL && e.rank(tensor) == 0) {
        return e.toInt(tensor);
      }
    }
    throw a.wrong("key", "whole numbers, slices, None and ...");
  }

  /** Places counted from the end become places counted from the front. */
  private static Operand<?> fromFront(Emitter e, Operand<?> indices, Operand<?> size) {
    Operand<?> negative = e.op("Less", indices, e.like(indices, 0));
    return e.where(negative, e.add(indices, e.cast(size, e.type(indices))), indices);
  }

  private static Operand<?> indices(Emitter e, Bound a) {
    Operand<?> indices = a.tensor("indices");
    return switch (e.type(indices)) {
      case INT32, INT64 -> indices;
      case INT8, INT16, UINT8, UINT16 -> e.toInt(indices);
      default -> throw a.wrong("indices", "whole numbers");
    };
  }

  private static Operand<?> taken(Emitter e, Bound a) {
    Operand<?> x = a.given("axis") ? a.x() : e.reshape(a.x(), -1);
    int axis = a.given("axis") ? a.axis("axis", e.rank(x)) : 0;
    return e.gather(x, fromFront(e, indices(e, a), e.sizeOf(x, axis)), axis);
  }

  private static Operand<?> takenAlong(Emitter e, Bound a) {
    boolean flat = !a.given("axis");
    Operand<?> x = flat ? e.reshape(a.x(), -1) : a.x();
    Operand<?> indices = e.toInt(indices(e, a));
    int rank = e.rank(x);
    int axis = flat ? 0 : a.axis("axis", rank);
    if (e.rank(indices) != rank) {
      throw a.wrong("indices", "a tensor of " + rank + " dimensions");
    }
    indices = fromFront(e, indices, e.sizeOf(x, axis));
    List<Operand<?>> wide = new ArrayList<>();
    List<Operand<?>> places = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      Operand<?> both = e.op("Maximum", e.sizeOf(x, i), e.sizeOf(indices, i));
      long one = e.size(x, i);
      long other = e.size(indices, i);
      Operand<?> size = one > 1 || one == other ? e.sizeOf(x, i) : both;
      size = one == 1 && other > 0 ? e.sizeOf(indices, i) : size;
      wide.add(i == axis ? e.sizeOf(x, i) : size);
      places.add(i == axis ? e.sizeOf(indices, i) : size);
    }
    x = e.op("BroadcastTo", x, e.stack(wide, 0));
    indices = e.op("BroadcastTo", indices, e.stack(places, 0));
    return along(e, x, indices, axis);
  }

  /** Takes places along a dimension of tensors that are equal in all others. */
  static Operand<?> along(Emitter e, Operand<?> x, Operand<?> indices, int axis) {
    int last = e.rank(x) - 1;
    Operand<?> rows = e.move(x, axis, last);
    Operand<?> places = e.move(indices, axis, last);
    Operand<?> shape = e.shape(places);
    Operand<?> width = e.sizeOf(rows, last);
    Operand<?> each =
        e.op("Reshape", places, e.stack(List.of(e.like(width, -1), e.sizeOf(places, last)), 0));
    Operand<?> count = e.sizeOf(each, 0);
    Operand<?> row = e.op("Range", e.tf().constant(0), count, e.tf().constant(1));
    Operand<?> flat = e.add(each, e.expand(e.mul(row, width), 1));
    Operand<?> found = e.gather(e.reshape(rows, -1), flat, 0);
    return e.move(e.op("Reshape", found, shape), last, axis);
  }

  private static Operand<?> sliced(Emitter e, Bound a) {
    return e.op(
        "Slice",
        a.tensor("inputs"),
        e.toInt(a.tensor("start_indices")),
        e.ints(a.integers("shape")));
  }

  /** Puts a block into a tensor, where it lies wholly inside. */
  private static Operand<?> sliceUpdated(Emitter e, Bound a) {
    Operand<?> x = a.tensor("inputs");
    Operand<?> updates = e.cast(a.tensor("updates"), e.type(x));
    int[] starts = a.integers("start_indices");
    if (starts.length != e.rank(x)) {
      throw a.wrong("start_indices", "a place for each of " + e.rank(x) + " dimensions");
    }
    Operand<?> mask = e.op("OnesLike", updates);
    List<Operand<?>> pairs = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      Operand<?> room = e.op("Sub", e.sizeOf(x, i), e.sizeOf(updates, i));
      Operand<?> before = e.op("Minimum", e.tf().constant(Math.max(starts[i], 0)), room);
      pairs.add(e.stack(List.of(before, e.sub(room, before)), 0));
    }
    Operand<?> widths = e.stack(pairs, 0);
    Operand<?> inside = e.toBool(e.op("Pad", e.toInt(mask), widths));
    return e.where(inside, e.op("Pad", updates, widths), x);
  }

  private static Operand<?> scattered(Emitter e, Bound a) {
    Operand<?> indices = indices(e, a);
    Operand<?> shape = e.cast(e.ints(a.integers("shape")), e.type(indices));
    return e.op("ScatterNd", indices, a.tensor("values"), shape);
  }

  /** By sums of what is scattered, which have gradients, unlike the runtime's own operations. */
  private static Operand<?> updated(Emitter e, Bound a) {
    Operand<?> x = a.tensor("inputs");
    Operand<?> indices = indices(e, a);
    Operand<?> updates = e.cast(a.tensor("updates"), e.type(x));
    String way = a.given("reduction") ? a.text("reduction") : "update";
    Operand<?> shape = e.cast(e.shape(x), e.type(indices));
    return switch (way) {
      case "add" -> e.add(x, e.op("ScatterNd", indices, updates, shape));
      case "update" ->
          e.sloped(
              e.op("TensorScatterUpdate", x, indices, updates),
              () -> {
                Operand<?> taken = e.op("ScatterNd", indices, e.op("OnesLike", updates), shape);
                Operand<?> left = e.where(e.toBool(taken), e.zeros(x), x);
                return e.add(left, e.op("ScatterNd", indices, updates, shape));
              });
      case "max" -> e.op("TensorScatterMax", x, indices, updates);
      case "min" -> e.op("TensorScatterMin", x, indices, updates);
      default -> throw a.wrong("reduction", "None, 'add', 'max' or 'min'");
    };
  }
}

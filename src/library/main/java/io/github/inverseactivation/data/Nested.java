package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Java's arrays of arrays as one flat array and a shape. */
final class Nested {
  private final Object flat;
  private final long[] shape;
  private int filled;

  private Nested(Object flat, long[] shape) {
    this.flat = flat;
    this.shape = shape;
  }

  static Array flatten(Object nested) {
    List<Long> sizes = new ArrayList<>();
    Class<?> type = nested.getClass();
    Object first = nested;
    while (type.isArray()) {
      int length = first == null ? 0 : Elements.length(first);
      sizes.add((long) length);
      type = type.getComponentType();
      first = length == 0 || type.isPrimitive() ? null : java.lang.reflect.Array.get(first, 0);
    }
    DType dtype = dtypeOf(type, nested.getClass());
    long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
    Object flat = Elements.allocate(dtype, Math.toIntExact(Array.sizeOf(shape)));
    new Nested(flat, shape).copy(nested, 0);
    return Array.of(dtype, flat, shape);
  }

  private static DType dtypeOf(Class<?> element, Class<?> whole) {
    for (DType dtype :
        new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.INT16}) {
      if (Elements.storage(dtype).getComponentType() == element) {
        return dtype;
      }
    }
    throw new IllegalArgumentException(
        "nested arrays of float, double, int, long or short are expected, got "
            + whole.getSimpleName());
  }

  private void copy(Object part, int depth) {
    int length = part == null ? -1 : Elements.length(part);
    if (length != shape[depth]) {
      throw new IllegalArgumentException(
          "nested arrays must be rectangular: dimension "
              + depth
              + " has size "
              + shape[depth]
              + " in the first row and "
              + (part == null ? "null" : length)
              + " in a later one; the shape so far is "
              + Arrays.toString(shape));
    }
    if (depth == shape.length - 1) {
      System.arraycopy(part, 0, flat, filled, length);
      filled += length;
    } else {
      for (Object inner : (Object[]) part) {
        copy(inner, depth + 1);
      }
    }
  }
}

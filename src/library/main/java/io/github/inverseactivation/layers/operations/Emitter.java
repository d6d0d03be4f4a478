package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * Emits operations of the runtime by their names, for values whose types are known only when a
 * model is read. What has a method here is used by several families of operations.
 */
final class Emitter {
  private final Ops tf;
  private final DataType floating;
  private final boolean training;

  /**
   * An emitter.
   *
   * @param tf where to emit
   * @param floating the floating-point type that is computed in
   * @param training whether gradients will be asked for
   */
  Emitter(Ops tf, DataType floating, boolean training) {
    this.tf = tf;
    this.floating = floating;
    this.training = training;
  }

  /**
   * A value that the runtime has no gradient of: in training, it has the gradient of a formula for
   * the same.
   *
   * @param exact the value
   * @param formula the value again, or what has its gradient
   */
  Operand<?> sloped(Operand<?> exact, Supplier<Operand<?>> formula) {
    if (!training) {
      return exact;
    }
    Operand<?> slope = formula.get();
    return add(stop(sub(exact, slope)), slope);
  }

  Ops tf() {
    return tf;
  }

  /** An operation of the runtime that is being put together. */
  final class Kernel {
    private final OperationBuilder builder;

    private Kernel(String type) {
      builder = tf.scope().env().opBuilder(type, tf.scope().makeOpName(type), tf.scope());
    }

    Kernel input(Operand<?> x) {
      builder.addInput(x.asOutput());
      return this;
    }

    Kernel list(List<? extends Operand<?>> inputs) {
      builder.addInputList(inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
      return this;
    }

    Kernel set(String name, boolean value) {
      builder.setAttr(name, value);
      return this;
    }

    Kernel set(String name, long value) {
      builder.setAttr(name, value);
      return this;
    }

    Kernel set(String name, double value) {
      builder.setAttr(name, (float) value);
      return this;
    }

    Kernel set(String name, String value) {
      builder.setAttr(name, value);
      return this;
    }

    Kernel set(String name, DataType value) {
      builder.setAttr(name, value);
      return this;
    }

    Kernel set(String name, long[] value) {
      builder.setAttr(name, value);
      return this;
    }

    Operand<?> out() {
      return builder.build().output(0);
    }

    List<Operand<?>> outs(int count) {
      org.tensorflow.Operation built = builder.build();
      return IntStream.range(0, count).<Operand<?>>mapToObj(built::output).toList();
    }
  }

  Kernel kernel(String type, Operand<?>... inputs) {
    Kernel kernel = new Kernel(type);
    Arrays.stream(inputs).forEach(kernel::input);
    return kernel;
  }

  /** An operation that takes a list. */
  Kernel kernelOf(String type, List<? extends Operand<?>> inputs) {
    return new Kernel(type).list(inputs);
  }

  /** An operation of one result, without attributes that have to be given. */
  Operand<?> op(String type, Operand<?>... inputs) {
    return kernel(type, inputs).out();
  }

  // ---- types

  DType type(Operand<?> x) {
    return ElementTypes.of(x);
  }

  boolean isFloat(Operand<?> x) {
    return type(x).isFloating();
  }

  /** The same numbers in another type. */
  Operand<?> cast(Operand<?> x, DType type) {
    DataType target = ElementTypes.of(type, floating);
    return x.asOutput().dataType() == target ? x : kernel("Cast", x).set("DstT", target).out();
  }

  Operand<?> toFloat(Operand<?> x) {
    return cast(x, DType.FLOAT32);
  }

  Operand<?> toBool(Operand<?> x) {
    return cast(x, DType.BOOL);
  }

  Operand<?> toInt(Operand<?> x) {
    return cast(x, DType.INT32);
  }

  // ---- constants

  /** A scalar of a type. */
  Operand<?> number(double value, DType type) {
    if (type == DType.INT32) {
      return tf.constant((int) value);
    }
    if (type == DType.INT64) {
      return tf.constant((long) value);
    }
    if (type == DType.BOOL) {
      return tf.constant(value != 0);
    }
    return floating == DataType.DT_FLOAT && type.isFloating()
        ? tf.constant((float) value)
        : cast(tf.constant(value), type);
  }

  /** A scalar of a value's type. */
  Operand<?> like(Operand<?> x, double value) {
    return number(value, type(x));
  }

  Operand<?> ints(int... values) {
    return tf.constant(values);
  }

  Operand<?> constant(Value.Constant value) {
    long[] shape = value.shape().stream().mapToLong(Long::longValue).toArray();
    Operand<?> flat =
        tf.constant(value.numbers().stream().mapToDouble(Double::doubleValue).toArray());
    return cast(
        reshape(flat, Arrays.stream(shape).mapToInt(Math::toIntExact).toArray()), value.dtype());
  }

  // ---- shapes

  int rank(Operand<?> x) {
    int rank = x.asOutput().shape().numDimensions();
    if (rank < 0) {
      throw new IllegalArgumentException("needs a tensor whose number of dimensions is known");
    }
    return rank;
  }

  /** The size of a dimension, -1 where it is unknown. */
  long size(Operand<?> x, int axis) {
    return x.asOutput().shape().get(axis);
  }

  /** The size of a dimension, which has to be known. */
  int known(Operand<?> x, int axis) {
    long size = size(x, axis);
    if (size == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "needs to know the size of dimension " + axis + " of " + x.asOutput().shape());
    }
    return Math.toIntExact(size);
  }

  /** The sizes as a tensor. */
  Operand<?> shape(Operand<?> x) {
    Shape shape = x.asOutput().shape();
    if (!shape.isUnknown() && !shape.hasUnknownDimension()) {
      return ints(Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray());
    }
    return op("Shape", x);
  }

  /** The size of a dimension as a scalar. */
  Operand<?> sizeOf(Operand<?> x, int axis) {
    long size = size(x, axis);
    return size == Shape.UNKNOWN_SIZE
        ? squeeze(slice(op("Shape", x), new int[] {axis}, new int[] {1}), 0)
        : tf.constant(Math.toIntExact(size));
  }

  Operand<?> slice(Operand<?> x, int[] begin, int[] size) {
    return op("Slice", x, ints(begin), ints(size));
  }

  /** A part along one axis; a size of -1 is all there is. */
  Operand<?> part(Operand<?> x, int axis, int begin, int size) {
    int[] begins = new int[rank(x)];
    int[] sizes = new int[rank(x)];
    Arrays.fill(sizes, -1);
    begins[axis] = begin;
    sizes[axis] = size;
    return slice(x, begins, sizes);
  }

  Operand<?> reshape(Operand<?> x, int... sizes) {
    return op("Reshape", x, ints(sizes));
  }

  Operand<?> expand(Operand<?> x, int axis) {
    return op("ExpandDims", x, tf.constant(axis));
  }

  Operand<?> squeeze(Operand<?> x, int... axes) {
    return kernel("Squeeze", x)
        .set("squeeze_dims", Arrays.stream(axes).asLongStream().toArray())
        .out();
  }

  Operand<?> transpose(Operand<?> x, int... axes) {
    return op("Transpose", x, ints(axes));
  }

  /** Moves a dimension; the others keep their order. */
  Operand<?> move(Operand<?> x, int from, int to) {
    if (from == to) {
      return x;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank(x)).boxed().toList());
    order.remove(from);
    order.add(to, from);
    return transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
  }

  Operand<?> concat(List<? extends Operand<?>> xs, int axis) {
    if (xs.size() == 1) {
      return xs.get(0);
    }
    return new Kernel("ConcatV2").list(xs).input(tf.constant(axis)).out();
  }

  Operand<?> stack(List<? extends Operand<?>> xs, int axis) {
    return new Kernel("Pack").list(xs).set("axis", (long) axis).out();
  }

  /** A scalar or vector of sizes out of numbers and scalars. */
  Operand<?> gather(Operand<?> x, Operand<?> indices, int axis) {
    return op("GatherV2", x, indices, tf.constant(axis));
  }

  // ---- arithmetic

  Operand<?> add(Operand<?> a, Operand<?> b) {
    return op("AddV2", a, b);
  }

  Operand<?> sub(Operand<?> a, Operand<?> b) {
    return op("Sub", a, b);
  }

  Operand<?> mul(Operand<?> a, Operand<?> b) {
    return op("Mul", a, b);
  }

  Operand<?> div(Operand<?> a, Operand<?> b) {
    return op("RealDiv", a, b);
  }

  Operand<?> mul(Operand<?> a, double b) {
    return mul(a, like(a, b));
  }

  Operand<?> add(Operand<?> a, double b) {
    return add(a, like(a, b));
  }

  Operand<?> where(Operand<?> condition, Operand<?> a, Operand<?> b) {
    return op("SelectV2", condition, a, b);
  }

  Operand<?> zeros(Operand<?> x) {
    return op("ZerosLike", x);
  }

  Operand<?> stop(Operand<?> x) {
    return op("StopGradient", x);
  }

  /** A reduction of the runtime: Sum, Mean, Prod, Max, Min, All, Any. */
  Operand<?> reduce(String type, Operand<?> x, int[] axes, boolean keep) {
    return kernel(type, x, ints(axes)).set("keep_dims", keep).out();
  }
}

package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;

/** Normalizations, attention and the like of keras.ops. */
final class Neural {
  /** Keras's {@code epsilon()}. */
  private static final double EPSILON = 1e-7;

  private Neural() {}

  static void addTo(Table table) {
    table.module("nn");
    table.add("Normalize", "x | axis=-1, order=2, epsilon=None", Neural::normalized);
    table.add(
        "BatchNorm",
        "x, mean, variance, offset=None, scale=None | axis, epsilon=0.001",
        Neural::batch);
    table.add(
        "LayerNorm",
        "x, gamma=None, beta=None | axis=-1, epsilon=None, rms_scaling=False",
        Neural::layer);
    table.add("RMSNorm", "x, scale=None | axis=-1, epsilon=None", Neural::rms);
    table.add(
        "MultiHot",
        "inputs | num_classes=None, axis=-1, dtype=None, sparse=False",
        Neural::multiHot);
    table.add("PSNR", "x1, x2 | max_val", Neural::ratio);
    table.add("Sparsemax", "x | axis=-1", Neural::sparsemax);
    table.add(
        "DotProductAttention",
        "query, key, value, bias=None, mask=None, scale=None"
            + " | is_causal=False, flash_attention=None, attn_logits_soft_cap=None",
        Neural::attention);
  }

  private static double epsilon(Bound a) {
    return a.given("epsilon") ? a.real("epsilon") : EPSILON;
  }

  private static Operand<?> normalized(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int order = a.integer("order");
    if (order < 1) {
      throw a.wrong("order", "a whole number of at least 1");
    }
    int[] axes = a.axes("axis", e.rank(x));
    if (order == 2) {
      Operand<?> squares = e.reduce("Sum", e.op("Square", x), axes, true);
      Operand<?> inverse = e.op("Rsqrt", squares);
      return e.mul(x, e.op("Minimum", inverse, e.like(x, 1 / epsilon(a))));
    }
    Operand<?> norm = Norms.vector(e, x, axes, true, order);
    return e.div(x, e.op("Maximum", norm, e.like(x, epsilon(a))));
  }

  private static Operand<?> batch(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int rank = e.rank(x);
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[a.axis("axis", rank)] = -1;
    Operand<?> mean = e.reshape(a.floats("mean"), shape);
    Operand<?> variance = e.reshape(a.floats("variance"), shape);
    Operand<?> factor = e.op("Rsqrt", e.add(variance, a.real("epsilon")));
    if (a.given("scale")) {
      factor = e.mul(factor, e.reshape(a.floats("scale"), shape));
    }
    Operand<?> shift = e.op("Neg", e.mul(mean, factor));
    if (a.given("offset")) {
      shift = e.add(shift, e.reshape(a.floats("offset"), shape));
    }
    return e.add(e.mul(x, factor), shift);
  }

  private static Operand<?> layer(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int rank = e.rank(x);
    int[] axes = Arrays.stream(a.axes("axis", rank)).sorted().toArray();
    Operand<?> variance = Reductions.variance(e, x, axes, true);
    Operand<?> factor = e.op("Rsqrt", e.add(variance, epsilon(a)));
    if (a.given("gamma")) {
      factor = e.mul(factor, wide(e, a.floats("gamma"), x, axes));
    }
    if (a.flag("rms_scaling")) {
      return e.mul(x, factor);
    }
    Operand<?> shift = e.op("Neg", e.mul(e.reduce("Mean", x, axes, true), factor));
    if (a.given("beta")) {
      shift = e.add(shift, wide(e, a.floats("beta"), x, axes));
    }
    return e.add(e.mul(x, factor), shift);
  }

  /** Numbers for dimensions, in their places. */
  private static Operand<?> wide(Emitter e, Operand<?> numbers, Operand<?> x, int[] axes) {
    int rank = e.rank(x);
    if (e.rank(numbers) == rank || axes.length == 1 && axes[0] == rank - 1) {
      return numbers;
    }
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    for (int axis : axes) {
      shape[axis] = e.known(x, axis);
    }
    return e.reshape(numbers, shape);
  }

  private static Operand<?> rms(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int[] axes = a.axes("axis", e.rank(x));
    Operand<?> mean = e.reduce("Mean", e.op("Square", x), axes, true);
    Operand<?> result = e.mul(x, e.op("Rsqrt", e.add(mean, epsilon(a))));
    return a.given("scale") ? e.mul(result, a.floats("scale")) : result;
  }

  private static Operand<?> multiHot(Emitter e, Bound a) {
    if (a.flag("sparse")) {
      throw a.wrong("sparse", "False: tensors here are dense");
    }
    Operand<?> x = e.cast(a.tensor("inputs"), DType.INT32);
    DType type = a.dtype("dtype", DType.FLOAT32);
    int axis = a.axis("axis", e.rank(x) + 1);
    Operand<?> hot =
        e.kernel(
                "OneHot",
                x,
                e.tf().constant(a.integer("num_classes")),
                e.number(1, type),
                e.number(0, type))
            .set("axis", axis)
            .out();
    int[] reduced = {e.rank(x) > 1 ? 1 : 0};
    return e.reduce(type == DType.BOOL ? "Any" : "Max", hot, reduced, false);
  }

  private static Operand<?> ratio(Emitter e, Bound a) {
    Operand<?> x = a.floats("x1");
    Operand<?> gap = e.op("Square", e.sub(x, a.floats("x2")));
    Operand<?> mean = e.reduce("Mean", gap, Reductions.all(e, gap), false);
    Operand<?> noise = e.mul(e.op("Log", mean), -10 / Math.log(10));
    return e.add(noise, 20 * Math.log10(a.real("max_val")));
  }

  /** By Keras's formula, whose bound is a sum of running sums. */
  private static Operand<?> sparsemax(Emitter e, Bound a) {
    int last = e.rank(a.x()) - 1;
    int axis = a.axis("axis", last + 1);
    Operand<?> x = e.move(a.fx(), axis, last);
    int count = e.known(x, last);
    Operand<?> order = e.kernel("TopKV2", e.stop(x), e.tf().constant(count)).outs(2).get(1);
    Operand<?> falling = Indexing.along(e, x, order, last);
    Operand<?> sums = e.op("Cumsum", falling, e.tf().constant(last));
    double[] ranks = new double[count];
    Arrays.setAll(ranks, i -> i + 1.0);
    Operand<?> bounds = e.div(e.add(sums, -1), e.toFloat(e.tf().constant(ranks)));
    Operand<?> support = e.op("Greater", e.sub(falling, bounds), e.like(x, 0));
    Operand<?> size = e.reduce("Sum", e.stop(e.toFloat(support)), new int[] {last}, true);
    Operand<?> sum = e.reduce("Sum", e.where(support, sums, e.zeros(sums)), new int[] {last}, true);
    Operand<?> result = e.op("Relu", e.sub(x, e.div(e.add(sum, -1), size)));
    return e.move(result, last, axis);
  }

  /** Of tensors of [batch, places, heads, numbers]. */
  private static Operand<?> attention(Emitter e, Bound a) {
    if (a.flag("flash_attention") || a.given("attn_logits_soft_cap")) {
      throw a.wrong(
          a.given("attn_logits_soft_cap") ? "attn_logits_soft_cap" : "flash_attention", "None");
    }
    List<Operand<?>> given = a.floatsTogether("query", "key", "value");
    if (given.stream().anyMatch(x -> e.rank(x) != 4)) {
      throw new IllegalArgumentException("takes a query, key and value of four dimensions");
    }
    Operand<?> query = e.transpose(given.get(0), 0, 2, 1, 3);
    int heads = e.known(query, 1);
    Operand<?> key = e.transpose(repeated(e, given.get(1), heads), 0, 2, 1, 3);
    Operand<?> value = e.transpose(repeated(e, given.get(2), heads), 0, 2, 1, 3);
    double scale = a.given("scale") ? a.real("scale") : 1 / Math.sqrt(e.known(given.get(1), 3));
    Operand<?> logits = e.mul(LinearAlgebra.product(e, query, key, false, true), scale);
    if (a.given("bias")) {
      logits = e.add(logits, a.floats("bias"));
    }
    if (a.given("mask")) {
      logits = hidden(e, logits, e.toBool(a.tensor("mask")));
    }
    if (a.flag("is_causal")) {
      Operand<?> zero = e.tf().constant(0);
      Operand<?> one = e.tf().constant(1);
      Operand<?> rows = e.expand(e.op("Range", zero, e.sizeOf(logits, 2), one), 1);
      Operand<?> columns = e.expand(e.op("Range", zero, e.sizeOf(logits, 3), one), 0);
      logits = hidden(e, logits, e.op("LessEqual", columns, rows));
    }
    Operand<?> found = LinearAlgebra.product(e, e.op("Softmax", logits), value, false, false);
    return e.transpose(found, 0, 2, 1, 3);
  }

  /** Fewer heads of keys than of queries: each serves several. */
  private static Operand<?> repeated(Emitter e, Operand<?> x, int heads) {
    int own = e.known(x, 2);
    if (own == heads || own == 1) {
      return x;
    }
    if (heads % own != 0) {
      throw new IllegalArgumentException(
          "has " + heads + " heads of queries for " + own + " of keys, expected a multiple");
    }
    Operand<?> tiled = e.op("Tile", e.expand(x, 3), e.ints(1, 1, 1, heads / own, 1));
    return Shapes.merged(e, tiled, 2);
  }

  private static Operand<?> hidden(Emitter e, Operand<?> logits, Operand<?> mask) {
    return e.where(mask, logits, e.like(logits, -0.7 * Float.MAX_VALUE));
  }
}

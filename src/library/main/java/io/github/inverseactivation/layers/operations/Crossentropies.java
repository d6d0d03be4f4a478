package io.github.inverseactivation.layers.operations;

import java.util.List;
import org.tensorflow.Operand;

/** Cross-entropies of keras.ops. */
final class Crossentropies {
  /** Keras's {@code epsilon()}. */
  private static final double EPSILON = 1e-7;

  private Crossentropies() {}

  static void addTo(Table table) {
    table.module("nn");
    table.add("BinaryCrossentropy", "target, output | from_logits=False", Crossentropies::binary);
    String options = "target, output | from_logits=False, axis=-1";
    table.add("CategoricalCrossentropy", options, Crossentropies::categorical);
    table.add("SparseCategoricalCrossentropy", options, Crossentropies::sparse);
  }

  private static Operand<?> between(Emitter e, Operand<?> x) {
    Operand<?> low = e.op("Minimum", x, e.like(x, 1 - EPSILON));
    return e.op("Maximum", low, e.like(x, EPSILON));
  }

  private static Operand<?> binary(Emitter e, Bound a) {
    Operand<?> target = a.floats("target");
    Operand<?> output = a.floats("output");
    same(e, target, output);
    if (a.flag("from_logits")) {
      Operand<?> linear = e.sub(e.op("Relu", output), e.mul(output, target));
      // log(1 + exp(-|x|)), of one formula on both sides of 0.
      Operand<?> rest = e.op("Softplus", e.op("Neg", e.op("Abs", output)));
      return e.sloped(
          e.add(linear, rest), () -> e.sub(e.op("Softplus", output), e.mul(output, target)));
    }
    Operand<?> safe = between(e, output);
    Operand<?> right = e.mul(target, e.op("Log", safe));
    Operand<?> one = e.like(safe, 1);
    Operand<?> wrong = e.mul(e.sub(one, target), e.op("Log", e.sub(one, safe)));
    return e.op("Neg", e.add(right, wrong));
  }

  private static void same(Emitter e, Operand<?> target, Operand<?> output) {
    if (!target.asOutput().shape().isCompatibleWith(output.asOutput().shape())) {
      throw new IllegalArgumentException(
          "has a target of "
              + target.asOutput().shape()
              + " and an output of "
              + output.asOutput().shape()
              + ", expected the same shape");
    }
  }

  private static Operand<?> logSoftmax(Emitter e, Operand<?> x, int axis) {
    return e.sub(x, Reductions.logSum(e, x, new int[] {axis}, true));
  }

  private static Operand<?> categorical(Emitter e, Bound a) {
    Operand<?> target = a.floats("target");
    Operand<?> output = a.floats("output");
    same(e, target, output);
    int axis = a.axis("axis", e.rank(output));
    if (a.flag("from_logits")) {
      return fused(e, target, output, axis);
    }
    Operand<?> sum = e.reduce("Sum", output, new int[] {axis}, true);
    Operand<?> logarithms = e.op("Log", between(e, e.div(output, sum)));
    return e.op("Neg", e.reduce("Sum", e.mul(target, logarithms), new int[] {axis}, false));
  }

  /** The runtime's own, whose slope takes targets for probabilities, as Python's does. */
  private static Operand<?> fused(Emitter e, Operand<?> target, Operand<?> logits, int axis) {
    int last = e.rank(logits) - 1;
    Operand<?> rows = e.move(logits, axis, last);
    int classes = e.known(rows, last);
    List<Operand<?>> found =
        e.kernel(
                "SoftmaxCrossEntropyWithLogits",
                e.reshape(rows, -1, classes),
                e.reshape(e.move(target, axis, last), -1, classes))
            .outs(2);
    Operand<?> sizes = e.slice(e.shape(rows), new int[] {0}, new int[] {last});
    return e.op("Reshape", found.get(0), sizes);
  }

  private static Operand<?> sparse(Emitter e, Bound a) {
    Operand<?> target = e.toInt(a.tensor("target"));
    Operand<?> output = a.floats("output");
    int last = e.rank(output) - 1;
    if (a.axis("axis", last + 1) != last) {
      throw a.wrong("axis", "the last dimension");
    }
    if (e.rank(target) == last + 1 && e.size(target, last) == 1) {
      target = e.squeeze(target, last);
    }
    if (e.rank(target) != last) {
      throw new IllegalArgumentException(
          "has a target of " + e.rank(target) + " dimensions, expected " + last);
    }
    Operand<?> logits = a.flag("from_logits") ? output : e.op("Log", between(e, output));
    Operand<?> logarithms = logSoftmax(e, logits, last);
    int classes = e.known(output, last);
    Operand<?> hot =
        e.op("OneHot", target, e.tf().constant(classes), e.like(output, 1), e.like(output, 0));
    Operand<?> found = e.where(e.toBool(hot), logarithms, e.zeros(logarithms));
    return e.op("Neg", e.reduce("Sum", found, new int[] {last}, false));
  }
}

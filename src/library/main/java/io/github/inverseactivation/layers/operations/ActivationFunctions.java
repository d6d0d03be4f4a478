package io.github.inverseactivation.layers.operations;

import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** The activation functions of keras.ops. */
final class ActivationFunctions {
  private ActivationFunctions() {}

  static void addTo(Table table) {
    table.module("nn");
    for (String kernel :
        new String[] {"Relu", "Relu6", "Sigmoid", "Softplus", "Softsign", "Selu"}) {
      table.add(kernel, "x", (e, a) -> e.op(kernel, a.fx()));
    }
    table.add("LogSigmoid", "x", (e, a) -> e.op("Neg", e.op("Softplus", e.op("Neg", a.fx()))));
    table.add("Silu", "x", (e, a) -> e.mul(a.fx(), e.op("Sigmoid", a.fx())));
    table.add("HardSigmoid", "x", (e, a) -> hardSigmoid(e, a.fx()));
    table.add("HardSilu", "x", (e, a) -> e.mul(a.fx(), hardSigmoid(e, a.fx())));
    table.add("TanhShrink", "x", (e, a) -> e.sub(a.fx(), e.op("Tanh", a.fx())));
    table.add("HardTanh", "x", (e, a) -> between(e, a.fx(), -1, 1));
    table.add("SparsePlus", "x", (e, a) -> sparsePlus(e, a.fx()));
    table.add("SparseSigmoid", "x", (e, a) -> between(e, e.add(e.mul(a.fx(), 0.5), 0.5), 0, 1));
    table.add(
        "LeakyRelu",
        "x | negative_slope=0.2",
        (e, a) -> e.kernel("LeakyRelu", a.fx()).set("alpha", a.real("negative_slope")).out());
    table.add("Elu", "x | alpha=1.0", (e, a) -> elu(e, a.fx(), a.real("alpha"), 1));
    table.add("Celu", "x | alpha=1.0", (e, a) -> elu(e, a.fx(), a.real("alpha"), a.real("alpha")));
    table.add("Gelu", "x | approximate=True", (e, a) -> gelu(e, a.fx(), a.flag("approximate")));
    table.add(
        "Squareplus",
        "x | b=4",
        (e, a) ->
            e.mul(e.add(a.fx(), e.op("Sqrt", e.add(e.op("Square", a.fx()), a.real("b")))), 0.5));
    table.add("SoftShrink", "x | threshold=0.5", (e, a) -> shrunk(e, a, true));
    table.add("HardShrink", "x | threshold=0.5", (e, a) -> shrunk(e, a, false));
    table.add("Glu", "x | axis=-1", (e, a) -> gated(e, a));
    table.add("Softmax", "x | axis=-1", (e, a) -> overAxes(e, a, false));
    table.add("LogSoftmax", "x | axis=-1", (e, a) -> overAxes(e, a, true));
  }

  private static Operand<?> between(Emitter e, Operand<?> x, double least, double most) {
    return e.op("Maximum", e.op("Minimum", x, e.like(x, most)), e.like(x, least));
  }

  private static Operand<?> hardSigmoid(Emitter e, Operand<?> x) {
    return e.mul(e.op("Relu6", e.add(x, 3)), 1 / 6.0);
  }

  /** 0 up to -1, x from 1 on, and a parabola between them. */
  private static Operand<?> sparsePlus(Emitter e, Operand<?> x) {
    Operand<?> parabola = e.mul(e.op("Square", e.add(x, 1)), 0.25);
    Operand<?> right = e.where(e.op("Less", x, e.like(x, 1)), parabola, x);
    return e.where(e.op("LessEqual", x, e.like(x, -1)), e.zeros(x), right);
  }

  /** The exponential sees no positive number, so that its slope is never infinity times 0. */
  private static Operand<?> elu(Emitter e, Operand<?> x, double factor, double width) {
    Operand<?> negative = e.mul(e.op("Minimum", x, e.zeros(x)), 1 / width);
    return e.add(e.op("Relu", x), e.mul(e.op("Expm1", negative), factor));
  }

  private static Operand<?> gelu(Emitter e, Operand<?> x, boolean approximate) {
    Operand<?> cube = e.mul(e.mul(x, e.mul(x, x)), 0.044715);
    Operand<?> gate =
        approximate
            ? e.op("Tanh", e.mul(e.add(x, cube), Math.sqrt(2 / Math.PI)))
            : e.op("Erf", e.mul(x, Math.sqrt(0.5)));
    return e.mul(e.mul(x, 0.5), e.add(gate, 1));
  }

  private static Operand<?> shrunk(Emitter e, Bound a, boolean soft) {
    Operand<?> x = a.fx();
    double threshold = a.real("threshold");
    Operand<?> above = e.op("Greater", x, e.like(x, threshold));
    Operand<?> below = e.op("Less", x, e.like(x, -threshold));
    Operand<?> high = soft ? e.add(x, -threshold) : x;
    Operand<?> low = soft ? e.add(x, threshold) : x;
    return e.where(above, high, e.where(below, low, e.zeros(x)));
  }

  private static Operand<?> gated(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int axis = a.axis("axis", e.rank(x));
    int size = e.known(x, axis);
    if (size % 2 != 0) {
      throw a.wrong("axis", "an axis of an even size, which " + size + " is not");
    }
    Operand<?> gate = e.part(x, axis, size / 2, size / 2);
    return e.mul(e.part(x, axis, 0, size / 2), e.op("Sigmoid", gate));
  }

  /** Composed, since the runtime's gradient of its logarithm is wrong for more than two axes. */
  private static Operand<?> overAxes(Emitter e, Bound a, boolean logarithm) {
    Operand<?> x = a.fx();
    int rank = e.rank(x);
    int[] axes = a.given("axis") ? a.axes("axis", rank) : IntStream.range(0, rank).toArray();
    if (!logarithm && axes.length == 1 && axes[0] == rank - 1) {
      return e.op("Softmax", x);
    }
    Operand<?> shifted = e.sub(x, e.stop(e.reduce("Max", x, axes, true)));
    Operand<?> powers = e.op("Exp", shifted);
    Operand<?> sum = e.reduce("Sum", powers, axes, true);
    return logarithm ? e.sub(shifted, e.op("Log", sum)) : e.div(powers, sum);
  }
}

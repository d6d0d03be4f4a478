package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Operand;

/** Operations of two numbers: sums, products, quotients, extremes, bits. */
final class Arithmetic {
  private static final String TWO = "x1, x2";

  private Arithmetic() {}

  static void addTo(Table table) {
    table.module("numpy");
    table.add("Add", TWO, (e, a) -> logical(e, a, "AddV2", "LogicalOr"));
    table.add("Subtract", TWO, (e, a) -> whole(e, a, e::sub));
    table.add("Multiply", TWO, (e, a) -> logical(e, a, "Mul", "LogicalAnd"));
    table.add("Divide", TWO, (e, a) -> real(a, e::div));
    table.add("TrueDivide", TWO, (e, a) -> real(a, e::div));
    table.add("DivideNoNan", TWO, (e, a) -> real(a, (x, y) -> quotientOrZero(e, x, y)));
    table.add("FloorDivide", TWO, (e, a) -> whole(e, a, (x, y) -> e.op("FloorDiv", x, y)));
    table.add("Mod", TWO, (e, a) -> whole(e, a, (x, y) -> remainder(e, x, y)));
    table.add("Fmod", TWO, (e, a) -> whole(e, a, (x, y) -> truncatedRemainder(e, x, y)));
    table.add("Power", TWO, (e, a) -> whole(e, a, (x, y) -> e.op("Pow", x, y)));
    table.add("Maximum", TWO, (e, a) -> logical(e, a, "Maximum", "LogicalOr"));
    table.add("Minimum", TWO, (e, a) -> logical(e, a, "Minimum", "LogicalAnd"));
    table.add("Fmax", TWO, (e, a) -> whole(e, a, (x, y) -> ignoring(e, "Maximum", x, y)));
    table.add("Fmin", TWO, (e, a) -> whole(e, a, (x, y) -> ignoring(e, "Minimum", x, y)));
    table.add("Arctan2", TWO, (e, a) -> real(a, (x, y) -> e.op("Atan2", x, y)));
    table.add("Hypot", TWO, (e, a) -> real(a, (x, y) -> hypotenuse(e, x, y)));
    table.add("Logaddexp", TWO, (e, a) -> real(a, (x, y) -> logSum(e, x, y)));
    table.add(
        "Logaddexp2",
        TWO,
        (e, a) ->
            real(
                a,
                (x, y) ->
                    e.mul(
                        logSum(e, e.mul(x, Math.log(2)), e.mul(y, Math.log(2))), 1 / Math.log(2))));
    table.add("Heaviside", TWO, (e, a) -> real(a, (x, y) -> step(e, x, y)));
    table.add("Ldexp", TWO, Arithmetic::scaledByPower);
    table.add("Gcd", TWO, (e, a) -> whole(e, a, (x, y) -> commonDivisor(e, x, y)));
    table.add("Lcm", TWO, (e, a) -> whole(e, a, (x, y) -> commonMultiple(e, x, y)));
    bits(table);
  }

  /** Euclid's algorithm, with as many steps as whole numbers of 32 bits can need. */
  private static Operand<?> commonDivisor(Emitter e, Operand<?> x, Operand<?> y) {
    if (e.isFloat(x)) {
      throw new IllegalArgumentException("computes with integers, not with " + e.type(x));
    }
    Operand<?> zero = e.zeros(e.add(x, y)); // brings both to one shape
    Operand<?> large = e.add(e.op("Abs", x), zero);
    Operand<?> small = e.add(e.op("Abs", y), zero);
    for (int i = 0; i < 47; i++) {
      Operand<?> done = e.op("Equal", small, zero);
      Operand<?> rest = e.op("FloorMod", large, e.where(done, e.op("OnesLike", small), small));
      large = e.where(done, large, small);
      small = e.where(done, zero, rest);
    }
    return large;
  }

  private static Operand<?> commonMultiple(Emitter e, Operand<?> x, Operand<?> y) {
    Operand<?> divisor = commonDivisor(e, x, y);
    Operand<?> safe = e.op("Maximum", divisor, e.like(divisor, 1));
    return e.op("Abs", e.mul(x, e.op("FloorDiv", y, safe)));
  }

  private static void bits(Table table) {
    for (String each : List.of("And", "Or", "Xor")) {
      table.add("Bitwise" + each, "x, y", (e, a) -> bitwise(e, a, "Bitwise" + each));
    }
    for (String prefix : List.of("Bitwise", "")) {
      table.add(prefix + "LeftShift", "x, y", (e, a) -> bitwise(e, a, "LeftShift"));
      table.add(prefix + "RightShift", "x, y", (e, a) -> bitwise(e, a, "RightShift"));
    }
    table.add("BitwiseNot", "x", (e, a) -> inverted(e, a));
    table.add("BitwiseInvert", "x", (e, a) -> inverted(e, a));
  }

  /** In the type of both, truth values as integers. */
  private static Operand<?> whole(
      Emitter e, Bound a, BiFunction<Operand<?>, Operand<?>, Operand<?>> operation) {
    List<Operand<?>> xs = a.together("x1", "x2");
    boolean truths = e.type(xs.get(0)) == DType.BOOL;
    return operation.apply(
        truths ? e.toInt(xs.get(0)) : xs.get(0), truths ? e.toInt(xs.get(1)) : xs.get(1));
  }

  private static Operand<?> logical(Emitter e, Bound a, String numbers, String truths) {
    List<Operand<?>> xs = a.together("x1", "x2");
    return e.op(e.type(xs.get(0)) == DType.BOOL ? truths : numbers, xs.get(0), xs.get(1));
  }

  private static Operand<?> real(
      Bound a, BiFunction<Operand<?>, Operand<?>, Operand<?>> operation) {
    List<Operand<?>> xs = a.floatsTogether("x1", "x2");
    return operation.apply(xs.get(0), xs.get(1));
  }

  /** The quotient, 0 where the divisor is. */
  static Operand<?> quotientOrZero(Emitter e, Operand<?> x, Operand<?> y) {
    return e.op("DivNoNan", x, y);
  }

  /** {@code x - floor(x / y) y}: the runtime's operation has no gradient. */
  static Operand<?> remainder(Emitter e, Operand<?> x, Operand<?> y) {
    Operand<?> exact = e.op("FloorMod", x, y);
    if (!e.isFloat(x)) {
      return exact;
    }
    return e.sloped(exact, () -> e.sub(x, e.mul(e.stop(e.op("FloorDiv", x, y)), y)));
  }

  private static Operand<?> truncatedRemainder(Emitter e, Operand<?> x, Operand<?> y) {
    Operand<?> rest = remainder(e, e.op("Abs", x), e.op("Abs", y));
    return e.mul(e.op("Sign", x), rest);
  }

  /** An extreme that passes over what is not a number. */
  private static Operand<?> ignoring(Emitter e, String extreme, Operand<?> x, Operand<?> y) {
    if (!e.isFloat(x)) {
      return e.op(extreme, x, y);
    }
    Operand<?> first = e.where(e.op("IsNan", x), y, x);
    Operand<?> second = e.where(e.op("IsNan", y), x, y);
    return e.op(extreme, first, second);
  }

  /** Without the squares' overflow. */
  private static Operand<?> hypotenuse(Emitter e, Operand<?> x, Operand<?> y) {
    Operand<?> first = e.op("Abs", x);
    Operand<?> second = e.op("Abs", y);
    Operand<?> larger = e.op("Maximum", first, second);
    Operand<?> ratio = quotientOrZero(e, e.op("Minimum", first, second), larger);
    return e.mul(larger, e.op("Sqrt", e.add(e.op("Square", ratio), 1)));
  }

  /** {@code log(exp(x) + exp(y))}. */
  static Operand<?> logSum(Emitter e, Operand<?> x, Operand<?> y) {
    Operand<?> difference = e.sub(x, y);
    return e.where(
        e.op("IsNan", difference),
        e.add(x, y),
        e.add(
            e.op("Maximum", x, y),
            e.op("Log1p", e.op("Exp", e.op("Neg", e.op("Abs", difference))))));
  }

  private static Operand<?> step(Emitter e, Operand<?> x, Operand<?> middle) {
    Operand<?> zero = e.like(x, 0);
    Operand<?> upper = e.where(e.op("Greater", x, zero), e.like(x, 1), middle);
    return e.where(e.op("Less", x, zero), zero, upper);
  }

  private static Operand<?> scaledByPower(Emitter e, Bound a) {
    Operand<?> power = e.op("Pow", e.number(2, DType.FLOAT32), a.floats("x2"));
    return e.mul(a.floats("x1"), power);
  }

  private static Operand<?> bitwise(Emitter e, Bound a, String kernel) {
    List<Operand<?>> xs = a.together("x", "y");
    DType type = e.type(xs.get(0));
    if (type.isFloating()) {
      throw new IllegalArgumentException("works on bits of integers, not on " + type);
    }
    if (type != DType.BOOL) {
      return e.op(kernel, xs.get(0), xs.get(1));
    }
    return e.toBool(e.op(kernel, e.toInt(xs.get(0)), e.toInt(xs.get(1))));
  }

  private static Operand<?> inverted(Emitter e, Bound a) {
    Operand<?> x = a.x();
    return e.type(x) == DType.BOOL ? e.op("LogicalNot", x) : e.op("Invert", x);
  }
}

package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.Operand;

/** Functions of one number. */
final class Elementwise {
  private static final Map<String, String> FLOATING =
      Map.ofEntries(
          Map.entry("Arccos", "Acos"),
          Map.entry("Arccosh", "Acosh"),
          Map.entry("Arcsin", "Asin"),
          Map.entry("Arcsinh", "Asinh"),
          Map.entry("Arctan", "Atan"),
          Map.entry("Arctanh", "Atanh"),
          Map.entry("Cos", "Cos"),
          Map.entry("Cosh", "Cosh"),
          Map.entry("Exp", "Exp"),
          Map.entry("Expm1", "Expm1"),
          Map.entry("Log", "Log"),
          Map.entry("Log1p", "Log1p"),
          Map.entry("Reciprocal", "Reciprocal"),
          Map.entry("Sin", "Sin"),
          Map.entry("Sinh", "Sinh"),
          Map.entry("Sqrt", "Sqrt"),
          Map.entry("Tan", "Tan"),
          Map.entry("Tanh", "Tanh"));

  private Elementwise() {}

  static void addTo(Table table) {
    table.module("numpy");
    FLOATING.forEach((name, kernel) -> table.add(name, "x", (e, a) -> e.op(kernel, a.fx())));
    for (String name : new String[] {"Abs", "Absolute"}) {
      table.add(name, "x", (e, a) -> number(e, a, "Abs"));
    }
    table.add("Fabs", "x", (e, a) -> e.op("Abs", a.fx()));
    table.add("Negative", "x", (e, a) -> e.op("Neg", a.x()));
    table.add("Sign", "x", (e, a) -> number(e, a, "Sign"));
    table.add("Square", "x", (e, a) -> e.op("Square", notTruth(e, a.x())));
    table.add(
        "I0",
        "x",
        (e, a) ->
            e.sloped(
                e.op("BesselI0", a.fx()), () -> e.mul(e.stop(e.op("BesselI1", a.fx())), a.fx())));
    table.add("Exp2", "x", (e, a) -> e.op("Exp", e.mul(a.fx(), Math.log(2))));
    table.add("Log10", "x", (e, a) -> e.mul(e.op("Log", a.fx()), 1 / Math.log(10)));
    table.add("Log2", "x", (e, a) -> e.mul(e.op("Log", a.fx()), 1 / Math.log(2)));
    table.add("Cbrt", "x", (e, a) -> cubeRoot(e, a.fx()));
    table.add("Sinc", "x", (e, a) -> sinc(e, a.fx()));
    table.add("Deg2rad", "x", (e, a) -> e.mul(a.fx(), Math.PI / 180));
    table.add("Rad2deg", "x", (e, a) -> e.mul(a.fx(), 180 / Math.PI));
    table.add("Ceil", "x", (e, a) -> e.op("Ceil", a.fx()));
    table.add("Floor", "x", (e, a) -> e.op("Floor", a.fx()));
    table.add("Trunc", "x", (e, a) -> integersAsTheyAre(e, a, (x, b) -> truncated(e, x)));
    table.add("Round", "x | decimals=0", (e, a) -> rounded(e, a));
    table.add("Clip", "x | x_min, x_max", (e, a) -> clipped(e, a));
    table.add("NanToNum", "x | nan=0.0, posinf=None, neginf=None", Elementwise::finite);
    table.add("Copy", "x", (e, a) -> a.x());
    table.add("Real", "x", (e, a) -> a.x());
    table.add("Conj", "x", (e, a) -> a.x());
    table.add("Conjugate", "x", (e, a) -> a.x());
    table.add("Imag", "x", (e, a) -> e.zeros(a.x()));
    table.add("Angle", "x", (e, a) -> angle(e, a.fx()));
    table.module("math");
    table.add("Erf", "x", (e, a) -> e.op("Erf", a.fx()));
    table.add(
        "Erfc",
        "x",
        (e, a) ->
            e.sloped(
                e.op("Erfc", a.fx()),
                () -> e.sub(e.number(1, DType.FLOAT32), e.op("Erf", a.fx()))));
    table.add("Erfinv", "x", (e, a) -> e.op("Erfinv", a.fx()));
    table.add("Rsqrt", "x", (e, a) -> e.op("Rsqrt", a.fx()));
    table.module("core");
    table.add("StopGradient", "variable", (e, a) -> e.stop(a.tensor("variable")));
    table.add("Cast", "x | dtype", (e, a) -> cast(e, a));
    table.add("SaturateCast", "x | dtype", Elementwise::saturated);
    table.add("ConvertToTensor", "x | dtype=None, sparse=None, ragged=None", (e, a) -> cast(e, a));
  }

  private static Operand<?> number(Emitter e, Bound a, String kernel) {
    Operand<?> x = a.x();
    DType type = e.type(x);
    if (type == DType.BOOL) {
      return x;
    }
    return type.isUnsigned() ? e.cast(e.op(kernel, e.cast(x, DType.INT64)), type) : e.op(kernel, x);
  }

  /** Truth values count as 0 and 1. */
  static Operand<?> notTruth(Emitter e, Operand<?> x) {
    return e.type(x) == DType.BOOL ? e.toInt(x) : x;
  }

  private static Operand<?> integersAsTheyAre(
      Emitter e, Bound a, BiFunction<Operand<?>, Bound, Operand<?>> operation) {
    Operand<?> x = a.x();
    return e.isFloat(x) ? operation.apply(x, a) : x;
  }

  private static Operand<?> truncated(Emitter e, Operand<?> x) {
    Operand<?> negative = e.op("Less", x, e.like(x, 0));
    return e.where(negative, e.op("Ceil", x), e.op("Floor", x));
  }

  private static Operand<?> cubeRoot(Emitter e, Operand<?> x) {
    Operand<?> size = e.op("Pow", e.op("Abs", x), e.like(x, 1.0 / 3));
    return e.mul(e.op("Sign", x), size);
  }

  private static Operand<?> sinc(Emitter e, Operand<?> x) {
    Operand<?> scaled = e.mul(x, Math.PI);
    Operand<?> zero = e.op("Equal", x, e.like(x, 0));
    Operand<?> safe = e.where(zero, e.like(x, 1), scaled);
    return e.where(zero, e.like(x, 1), e.div(e.op("Sin", safe), safe));
  }

  /** Of a number without an imaginary part: 0, or pi for a negative one. */
  private static Operand<?> angle(Emitter e, Operand<?> x) {
    Operand<?> zero = e.zeros(x);
    return e.add(zero, e.where(e.op("Less", x, zero), e.like(x, Math.PI), e.like(x, 0)));
  }

  private static Operand<?> rounded(Emitter e, Bound a) {
    Operand<?> x = a.x();
    int decimals = a.integer("decimals");
    if (decimals == 0) {
      return e.type(x) == DType.BOOL ? x : e.op("Round", x);
    }
    if (!e.isFloat(x) && decimals > 0) {
      return x;
    }
    Operand<?> floats = e.toFloat(x);
    Operand<?> factor = e.like(floats, Math.pow(10, decimals));
    return e.cast(e.div(e.op("Round", e.mul(floats, factor)), factor), e.type(x));
  }

  private static Operand<?> clipped(Emitter e, Bound a) {
    Operand<?> x = notTruth(e, a.x());
    DType type = e.type(x);
    Operand<?> result = x;
    if (a.given("x_max")) {
      result = e.op("Minimum", result, e.cast(a.tensor("x_max"), type));
    }
    return a.given("x_min") ? e.op("Maximum", result, e.cast(a.tensor("x_min"), type)) : result;
  }

  private static Operand<?> finite(Emitter e, Bound a) {
    Operand<?> x = a.x();
    if (!e.isFloat(x)) {
      return x;
    }
    double largest = Float.MAX_VALUE;
    double above = a.given("posinf") ? a.real("posinf") : largest;
    double below = a.given("neginf") ? a.real("neginf") : -largest;
    Operand<?> result = e.where(e.op("IsNan", x), e.like(x, a.real("nan")), x);
    Operand<?> infinity = e.like(x, Double.POSITIVE_INFINITY);
    result = e.where(e.op("Equal", x, infinity), e.like(x, above), result);
    return e.where(e.op("Equal", x, e.op("Neg", infinity)), e.like(x, below), result);
  }

  /** A type of fewer bits than are computed in rounds numbers, as it does in Python. */
  private static Operand<?> cast(Emitter e, Bound a) {
    Operand<?> x = a.x();
    if (a.value("sparse") != null && (a.flag("sparse") || a.flag("ragged"))) {
      throw a.wrong("sparse", "False: tensors here are dense");
    }
    if (!a.given("dtype")) {
      return x;
    }
    Operand<?> result = e.cast(x, a.dtype("dtype", null));
    return switch (a.text("dtype")) {
      case "float16" -> Rounding.to16(e, result, org.tensorflow.proto.DataType.DT_HALF);
      case "bfloat16" -> Rounding.to16(e, result, org.tensorflow.proto.DataType.DT_BFLOAT16);
      default -> result;
    };
  }

  private static Operand<?> saturated(Emitter e, Bound a) {
    Operand<?> x = a.x();
    DType to = a.dtype("dtype", null);
    if (to.isFloating() || to == DType.BOOL) {
      return cast(e, a);
    }
    if (e.type(x) == DType.BOOL) {
      return e.cast(x, to);
    }
    int bits = 8 * to.bytes() - (to.isUnsigned() ? 0 : 1);
    double most = Math.scalb(1.0, bits) - 1;
    double least = to.isUnsigned() ? 0 : -most - 1;
    if (e.isFloat(x) && bits > 24) {
      most = Math.scalb(1.0, bits) - Math.scalb(1.0, bits - 24); // the largest float below
    }
    boolean fits = !e.isFloat(x) && e.type(x).bytes() <= to.bytes() && !to.isUnsigned();
    if (fits) {
      return e.cast(x, to);
    }
    Operand<?> wide = e.isFloat(x) ? x : e.cast(x, DType.INT64);
    Operand<?> clipped =
        e.op("Maximum", e.op("Minimum", wide, e.like(wide, most)), e.like(wide, least));
    return e.cast(clipped, to);
  }
}

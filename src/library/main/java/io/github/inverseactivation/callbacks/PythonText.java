package io.github.inverseactivation.callbacks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as Python writes them. */
final class PythonText {
  private PythonText() {}

  /** The shortest decimal number that reads back as this one, as Python's {@code repr}. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = shortest.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = shortest.unscaledValue().abs().toString();
    String mantissa =
        digits.substring(0, 1) + (digits.length() == 1 ? "" : ".") + digits.substring(1);
    return (value < 0 ? "-" : "") + mantissa + exponent(exponent);
  }

  private static String exponent(int exponent) {
    return String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /** As Python's {@code %.nf}: the exact value rounded half to even. */
  static String fixed(double value, int precision) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    String text = new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    boolean negativeZero = !text.startsWith("-") && (value < 0 || 1 / value < 0);
    return negativeZero ? "-" + text : text;
  }

  /** As Python's {@code %.ne}. */
  static String scientific(double value, int precision) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return fixed(value, precision) + exponent(0);
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded
            .movePointLeft(exponent)
            .setScale(precision, RoundingMode.UNNECESSARY)
            .toPlainString()
        + exponent(exponent);
  }
}

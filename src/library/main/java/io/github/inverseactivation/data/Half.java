package io.github.inverseactivation.data;

/**
 * IEEE half precision and bfloat16 as bits in a short. Rounding is to the nearest, ties to even;
 * what is too large becomes infinite, and NaN stays NaN.
 */
final class Half {
  private Half() {}

  static float float16ToFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      // Subnormal: fraction * 2^-24, exact in single precision.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? 0xFF : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  static short doubleToFloat16(double value) {
    int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & 0x8000;
    double magnitude = Math.abs(value);
    if (Double.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= 65520) { // half way between the largest half and the next power of two
      return (short) (sign | 0x7C00);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    // Scaling by a power of two is exact, so rint is the only rounding. A carry out of the
    // fraction lands in the exponent, which is just what it should do.
    int significand = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
    return (short) (sign | ((exponent + 14) << 10) + significand);
  }

  static float bfloat16ToFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static short floatToBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
  }
}

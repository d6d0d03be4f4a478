package io.github.inverseactivation.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Files that NumPy made, and what they hold; see golden/make_arrays.py. */
final class GoldenArrays {
  private GoldenArrays() {}

  static JsonNode json() throws IOException {
    return new ObjectMapper().readTree(resource("arrays.json").toFile());
  }

  static Path file(String name) {
    return resource("arrays/" + name);
  }

  private static Path resource(String name) {
    try {
      return Path.of(GoldenArrays.class.getResource("/golden/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The array that a description stands for, built without the code under test's conversions. */
  static Array array(JsonNode description) {
    DType dtype = DType.valueOf(description.get("dtype").asText().toUpperCase(Locale.ROOT));
    JsonNode texts = description.get("elements");
    int n = texts.size();
    Object elements =
        switch (dtype) {
          case BOOL, INT8, UINT8 -> new byte[n];
          case INT16, UINT16, FLOAT16, BFLOAT16 -> new short[n];
          case INT32, UINT32 -> new int[n];
          case INT64, UINT64 -> new long[n];
          case FLOAT32 -> new float[n];
          case FLOAT64 -> new double[n];
          case STRING -> new byte[n][];
        };
    for (int i = 0; i < n; i++) {
      String text = texts.get(i).asText();
      switch (dtype) {
        case BOOL, INT8, UINT8 -> ((byte[]) elements)[i] = (byte) Long.parseLong(text);
        case INT16, UINT16 -> ((short[]) elements)[i] = (short) Long.parseLong(text);
        case INT32, UINT32 -> ((int[]) elements)[i] = (int) Long.parseLong(text);
        case INT64 -> ((long[]) elements)[i] = Long.parseLong(text);
        case UINT64 -> ((long[]) elements)[i] = Long.parseUnsignedLong(text);
        case FLOAT32 -> ((float[]) elements)[i] = (float) number(text);
        case FLOAT64 -> ((double[]) elements)[i] = number(text);
        case STRING -> ((byte[][]) elements)[i] = text.getBytes(StandardCharsets.UTF_8);
        case FLOAT16 -> ((short[]) elements)[i] = half(number(text), 5);
        case BFLOAT16 -> ((short[]) elements)[i] = half(number(text), 8);
      }
    }
    long[] shape = new long[description.get("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = description.get("shape").get(i).asLong();
    }
    return shape.length == 0 ? Array.scalar(dtype, elements) : Array.of(dtype, elements, shape);
  }

  static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  /** The bits of a value that a format with 16 bits holds exactly. */
  private static short half(double value, int exponentBits) {
    int fractionBits = 15 - exponentBits;
    int bias = (1 << exponentBits - 1) - 1;
    int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
    int top = (1 << exponentBits) - 1 << fractionBits;
    if (Double.isNaN(value)) {
      return (short) (top | 1 << fractionBits - 1);
    }
    double magnitude = Math.abs(value);
    if (Double.isInfinite(value)) {
      return (short) (sign | top);
    }
    for (int exponent = 0; exponent < (1 << exponentBits) - 1; exponent++) {
      int least = exponent == 0 ? 1 - bias : exponent - bias;
      double fraction =
          magnitude * Math.pow(2, fractionBits - least) - (exponent == 0 ? 0 : 1 << fractionBits);
      if (fraction >= 0 && fraction < 1 << fractionBits && fraction == Math.rint(fraction)) {
        return (short) (sign | exponent << fractionBits | (int) fraction);
      }
    }
    throw new AssertionError(value + " is not exact");
  }
}

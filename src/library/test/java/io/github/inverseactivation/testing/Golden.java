package io.github.inverseactivation.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Reads what the scripts in {@code src/library/test/resources/golden} have written. */
public final class Golden {

  private Golden() {}

  /** The content of a golden file, such as {@code losses.json}. */
  public static JsonNode read(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The shape of a tensor written as {@code {"shape": [...], "values": [...]}}. */
  public static Shape shape(JsonNode tensor) {
    JsonNode dimensions = tensor.get("shape");
    long[] shape = new long[dimensions.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dimensions.get(i).asLong();
    }
    return Shape.of(shape);
  }

  /** The shape of a tensor whose first dimension, the batch, is left open. */
  public static Shape batchShape(JsonNode tensor) {
    Shape shape = shape(tensor);
    return shape.numDimensions() == 0 ? shape : Shape.of(-1).append(shape.tail());
  }

  /** The values of a tensor in row-major order. */
  public static double[] values(JsonNode tensor) {
    return doubles(tensor.get("values"));
  }

  /** A list of numbers. */
  public static double[] doubles(JsonNode numbers) {
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).asDouble();
    }
    return values;
  }

  /** A tensor as an array of float32. */
  public static Array array(JsonNode tensor) {
    long[] shape = shape(tensor).asArray();
    Array array =
        shape.length == 0
            ? Array.scalar(DType.FLOAT64, values(tensor))
            : Array.of(values(tensor), shape);
    return array.cast(DType.FLOAT32);
  }

  /** A list of whole numbers. */
  public static int[] ints(JsonNode numbers) {
    int[] values = new int[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).asInt();
    }
    return values;
  }

  /** The same shape, and values that differ by at most {@code tolerance} times the largest. */
  public static void assertClose(String what, Array found, JsonNode expected, double tolerance) {
    double[] values = values(expected);
    assertThat(found.shape()).as(what).isEqualTo(shape(expected).asArray());
    double scale = 0;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(found.doubles()).as(what).containsExactly(values, within(tolerance * scale));
  }

  /** A tensor of type float32 or float64. */
  public static <T extends TNumber> T tensor(Class<T> type, JsonNode tensor) {
    double[] values = values(tensor);
    if (type == TFloat64.class) {
      return type.cast(TFloat64.tensorOf(shape(tensor), DataBuffers.of(values)));
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return type.cast(TFloat32.tensorOf(shape(tensor), DataBuffers.of(floats)));
  }

  /** The values of a tensor of type float32 or float64. */
  public static double[] values(TNumber tensor) {
    double[] values = new double[(int) tensor.shape().size()];
    if (tensor instanceof TFloat64 doubles) {
      doubles.asRawTensor().data().asDoubles().read(values);
      return values;
    }
    float[] floats = new float[values.length];
    ((TFloat32) tensor).asRawTensor().data().asFloats().read(floats);
    for (int i = 0; i < floats.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }
}

package io.github.inverseactivation.runtime;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.tensorflow.internal.c_api.TF_TString;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.DataType;

/**
 * Copies arrays into the C library's tensors and back. It exists because TensorFlow Java's tensor
 * classes cover ten of the fourteen element types; the C library takes them all.
 */
final class NativeTensors {
  /** The size of TensorFlow's string object, whatever its length. */
  private static final int STRING_BYTES = 24;

  private NativeTensors() {}

  /** A new tensor; it is freed with the enclosing {@code PointerScope}. */
  static TF_Tensor toNative(Array array) {
    DType dtype = array.dtype();
    long bytes = Math.multiplyExact((long) array.size(), bytesOf(dtype));
    int type = DataTypes.toTensorFlow(dtype).getNumber();
    TF_Tensor tensor = TF_Tensor.allocateTensor(type, array.shape(), bytes);
    if (tensor == null || tensor.isNull()) {
      throw new IllegalStateException("no native memory for " + array);
    }
    if (array.size() == 0) {
      return tensor;
    }
    Pointer data = tensorflow.TF_TensorData(tensor).capacity(bytes);
    switch (dtype) {
      case BOOL, INT8, UINT8 -> new BytePointer(data).put((byte[]) array.elements());
      case INT16, UINT16, FLOAT16, BFLOAT16 ->
          new ShortPointer(data).put((short[]) array.elements());
      case INT32, UINT32 -> new IntPointer(data).put((int[]) array.elements());
      case INT64, UINT64 -> new LongPointer(data).put((long[]) array.elements());
      case FLOAT32 -> new FloatPointer(data).put((float[]) array.elements());
      case FLOAT64 -> new DoublePointer(data).put((double[]) array.elements());
      case STRING -> putStrings(data, (byte[][]) array.elements());
    }
    return tensor;
  }

  /** Copies a tensor into Java's memory. */
  static Array toArray(TF_Tensor tensor) {
    DataType type = DataType.forNumber(tensorflow.TF_TensorType(tensor));
    DType dtype =
        DataTypes.fromTensorFlow(type)
            .orElseThrow(
                () -> new IllegalArgumentException("there are no arrays of " + nameOf(type)));
    long[] shape = new long[tensorflow.TF_NumDims(tensor)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = tensorflow.TF_Dim(tensor, i);
    }
    int size = sizeOf(shape);
    Object elements = storage(dtype, size);
    if (size > 0) {
      Pointer data =
          tensorflow.TF_TensorData(tensor).capacity(tensorflow.TF_TensorByteSize(tensor));
      switch (dtype) {
        case BOOL, INT8, UINT8 -> new BytePointer(data).get((byte[]) elements);
        case INT16, UINT16, FLOAT16, BFLOAT16 -> new ShortPointer(data).get((short[]) elements);
        case INT32, UINT32 -> new IntPointer(data).get((int[]) elements);
        case INT64, UINT64 -> new LongPointer(data).get((long[]) elements);
        case FLOAT32 -> new FloatPointer(data).get((float[]) elements);
        case FLOAT64 -> new DoublePointer(data).get((double[]) elements);
        case STRING -> getStrings(data, (byte[][]) elements);
      }
    }
    return arrayOf(dtype, elements, shape);
  }

  private static void putStrings(Pointer data, byte[][] elements) {
    TF_TString strings = new TF_TString(data);
    for (int i = 0; i < elements.length; i++) {
      TF_TString string = strings.getPointer(i);
      tensorflow.TF_TString_Init(string);
      byte[] element = elements[i];
      if (element.length > 0) {
        try (BytePointer bytes = new BytePointer(element)) {
          tensorflow.TF_TString_Copy(string, bytes, element.length);
        }
      }
    }
  }

  private static void getStrings(Pointer data, byte[][] elements) {
    TF_TString strings = new TF_TString(data);
    for (int i = 0; i < elements.length; i++) {
      TF_TString string = strings.getPointer(i);
      int length = Math.toIntExact(tensorflow.TF_TString_GetSize(string));
      elements[i] = new byte[length];
      if (length > 0) {
        tensorflow.TF_TString_GetDataPointer(string).capacity(length).get(elements[i]);
      }
    }
  }

  static int sizeOf(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Arrays.toString(shape)
              + " has more elements than a Java array holds; use smaller batches");
    }
    return (int) size;
  }

  static Object storage(DType dtype, int size) {
    return switch (dtype) {
      case BOOL, INT8, UINT8 -> new byte[size];
      case INT16, UINT16, FLOAT16, BFLOAT16 -> new short[size];
      case INT32, UINT32 -> new int[size];
      case INT64, UINT64 -> new long[size];
      case FLOAT32 -> new float[size];
      case FLOAT64 -> new double[size];
      case STRING -> new byte[size][];
    };
  }

  static Array arrayOf(DType dtype, Object elements, long[] shape) {
    return shape.length == 0 ? Array.scalar(dtype, elements) : Array.of(dtype, elements, shape);
  }

  static String nameOf(DataType type) {
    return type == null
        ? "an unknown type"
        : type.name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
  }

  private static long bytesOf(DType dtype) {
    return dtype == DType.STRING ? STRING_BYTES : dtype.bytes();
  }
}

package io.github.inverseactivation.runtime;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Copies arrays into TensorFlow Java's tensors and back, whole buffers at a time (strings one by
 * one). TensorFlow Java has no tensor class for int8, int16, uint32 and uint64; {@link
 * NativeTensors} carries those too.
 */
public final class Tensors {
  private static final Map<DType, Class<? extends TType>> CLASSES = new EnumMap<>(DType.class);

  static {
    CLASSES.put(DType.BOOL, TBool.class);
    CLASSES.put(DType.UINT8, TUint8.class);
    CLASSES.put(DType.UINT16, TUint16.class);
    CLASSES.put(DType.INT32, TInt32.class);
    CLASSES.put(DType.INT64, TInt64.class);
    CLASSES.put(DType.FLOAT16, TFloat16.class);
    CLASSES.put(DType.BFLOAT16, TBfloat16.class);
    CLASSES.put(DType.FLOAT32, TFloat32.class);
    CLASSES.put(DType.FLOAT64, TFloat64.class);
    CLASSES.put(DType.STRING, TString.class);
  }

  private Tensors() {}

  /**
   * Copies an array into native memory.
   *
   * @param array the array
   * @return a tensor of the same type and shape, which the caller closes
   * @throws IllegalArgumentException if TensorFlow Java has no class for the element type
   */
  public static Tensor toTensor(Array array) {
    Class<? extends TType> type = CLASSES.get(array.dtype());
    if (type == null) {
      throw new IllegalArgumentException(
          "TensorFlow Java has no tensors of " + array.dtype() + "; cast to one of " + types());
    }
    Shape shape = Shape.of(array.shape());
    if (array.dtype() == DType.STRING) {
      byte[][] elements = (byte[][]) array.elements();
      // A fresh one-dimensional array of the elements; the tensor is written once, in order.
      NdArray<byte[]> strings =
          NdArrays.wrap(shape, DataBuffers.of(elements, /* readOnly= */ true, false));
      return TString.tensorOfBytes(strings);
    }
    Tensor tensor = Tensor.of(type, shape);
    if (array.size() > 0) {
      ByteDataBuffer data = tensor.asRawTensor().data();
      switch (array.dtype()) {
        case BOOL, UINT8 -> data.write((byte[]) array.elements());
        case UINT16, FLOAT16, BFLOAT16 -> data.asShorts().write((short[]) array.elements());
        case INT32 -> data.asInts().write((int[]) array.elements());
        case INT64 -> data.asLongs().write((long[]) array.elements());
        case FLOAT32 -> data.asFloats().write((float[]) array.elements());
        case FLOAT64 -> data.asDoubles().write((double[]) array.elements());
        default -> throw new AssertionError(array.dtype());
      }
    }
    return tensor;
  }

  /**
   * Copies a tensor out of native memory.
   *
   * @param tensor an open tensor; it stays open
   * @return an array of the same type and shape
   * @throws IllegalArgumentException if the elements are of a type that arrays do not have, or are
   *     more than a Java array holds
   */
  public static Array toArray(Tensor tensor) {
    DType dtype =
        DataTypes.fromTensorFlow(tensor.dataType())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there are no arrays of " + NativeTensors.nameOf(tensor.dataType())));
    long[] shape = tensor.shape().asArray();
    int size = NativeTensors.sizeOf(shape);
    if (dtype == DType.STRING) {
      byte[][] elements = new byte[size][];
      int i = 0;
      for (NdArray<byte[]> element : ((TString) tensor).asBytes().scalars()) {
        elements[i++] = element.getObject();
      }
      return NativeTensors.arrayOf(dtype, elements, shape);
    }
    Object elements = NativeTensors.storage(dtype, size);
    if (size > 0) {
      ByteDataBuffer data = tensor.asRawTensor().data();
      switch (dtype) {
        case BOOL, INT8, UINT8 -> data.read((byte[]) elements);
        case INT16, UINT16, FLOAT16, BFLOAT16 -> data.asShorts().read((short[]) elements);
        case INT32, UINT32 -> data.asInts().read((int[]) elements);
        case INT64, UINT64 -> data.asLongs().read((long[]) elements);
        case FLOAT32 -> data.asFloats().read((float[]) elements);
        case FLOAT64 -> data.asDoubles().read((double[]) elements);
        default -> throw new AssertionError(dtype);
      }
    }
    return NativeTensors.arrayOf(dtype, elements, shape);
  }

  private static String types() {
    return Arrays.toString(CLASSES.keySet().toArray());
  }
}

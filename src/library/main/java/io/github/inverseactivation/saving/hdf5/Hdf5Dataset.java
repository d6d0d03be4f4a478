package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An array in an {@link Hdf5File}: what it declares first, its elements when asked. */
public final class Hdf5Dataset {
  private static final long UNDEFINED_ADDRESS = -1;

  private final String place;
  private final Dataset dataset;

  Hdf5Dataset(String place, Dataset dataset) {
    this.place = place;
    this.dataset = dataset;
  }

  /**
   * The declared shape.
   *
   * @return the sizes, none for a scalar
   * @throws FormatException if there is none
   */
  public long[] shape() {
    return Untrusted.call(
        place,
        () -> {
          if (dataset.isEmpty() && dataset.getDimensionsAsLong().length == 0) {
            throw new FormatException(place + ": holds nothing, not even a scalar");
          }
          return dataset.getDimensionsAsLong().clone();
        });
  }

  /**
   * The element type.
   *
   * @return a type of numbers
   * @throws FormatException if the elements are not numbers of a known layout
   */
  public DType dtype() {
    return Untrusted.call(place, this::numbers);
  }

  private DType numbers() {
    DataType type = dataset.getDataType();
    if (type instanceof FloatingPoint real) {
      String layout = real.getExponentSize() + "+" + real.getMantissaSize();
      switch (real.getSize() + ":" + layout) {
        case "2:5+10":
          return DType.FLOAT16;
        case "2:8+7":
          return DType.BFLOAT16;
        case "4:8+23":
          return DType.FLOAT32;
        case "8:11+52":
          return DType.FLOAT64;
        default:
          throw unsupported("floating-point numbers of " + real.getSize() + " bytes, " + layout);
      }
    }
    if (type instanceof FixedPoint whole) {
      return switch (whole.getSize()) {
        case 1 -> whole.isSigned() ? DType.INT8 : DType.UINT8;
        case 2 -> whole.isSigned() ? DType.INT16 : DType.UINT16;
        case 4 -> whole.isSigned() ? DType.INT32 : DType.UINT32;
        case 8 -> whole.isSigned() ? DType.INT64 : DType.UINT64;
        default -> throw unsupported("whole numbers of " + whole.getSize() + " bytes");
      };
    }
    if (type.getSize() == 2 && type instanceof StringData && saysBfloat16()) {
      return DType.BFLOAT16;
    }
    throw unsupported("no numbers");
  }

  /** Python writes numbers of this type as bytes, and notes beside them what they are. */
  private boolean saysBfloat16() {
    Attribute note = dataset.getAttribute("dtype");
    return note != null && note.getSizeInBytes() <= 64 && "bfloat16".equals(note.getData());
  }

  private FormatException unsupported(String what) {
    return new FormatException(place + ": has " + what + ", expected floating-point numbers");
  }

  /**
   * Reads the elements.
   *
   * @return the array, in row-major order
   * @throws FormatException if there are fewer bytes than the shape declares, they were never
   *     written, or a filter was applied to them that is not known here
   */
  public Array read() {
    long[] shape = shape();
    DType dtype = dtype();
    return Untrusted.call(
        place,
        () -> {
          long size = 1;
          for (long each : shape) {
            size = Math.multiplyExact(size, each);
          }
          long bytes = Math.multiplyExact(size, dtype.bytes());
          ByteBuffer buffer = bytes == 0 ? ByteBuffer.allocate(0) : buffer();
          if (buffer.remaining() < bytes) {
            throw new FormatException(
                place
                    + ": the shape "
                    + Arrays.toString(shape)
                    + " declares "
                    + bytes
                    + " bytes, stored are "
                    + buffer.remaining());
          }
          Object elements = elements(dtype, buffer, Math.toIntExact(size));
          return shape.length == 0
              ? Array.scalar(dtype, elements)
              : Array.of(dtype, elements, shape);
        });
  }

  private ByteBuffer buffer() {
    if (dataset instanceof ChunkedDataset chunked) {
      return ChunkedData.read(place, chunked, dtype().bytes()).order(order());
    }
    if (dataset.getStorageInBytes() == 0
        || dataset instanceof ContiguousDataset plain
            && plain.getDataAddress() == UNDEFINED_ADDRESS) {
      throw new FormatException(place + ": was declared but never written");
    }
    ByteBuffer buffer =
        dataset instanceof ContiguousDataset plain
            ? plain.getBuffer()
            : ((io.jhdf.dataset.CompactDataset) dataset).getDataBuffer();
    return buffer.slice().order(order());
  }

  private ByteOrder order() {
    DataType type = dataset.getDataType();
    if (type instanceof FloatingPoint real) {
      return real.getByteOrder();
    }
    return type instanceof FixedPoint whole ? whole.getByteOrder() : ByteOrder.LITTLE_ENDIAN;
  }

  private static Object elements(DType dtype, ByteBuffer buffer, int size) {
    switch (dtype) {
      case FLOAT32:
        float[] floats = new float[size];
        buffer.asFloatBuffer().get(floats);
        return floats;
      case FLOAT64:
        double[] doubles = new double[size];
        buffer.asDoubleBuffer().get(doubles);
        return doubles;
      case INT64, UINT64:
        long[] longs = new long[size];
        buffer.asLongBuffer().get(longs);
        return longs;
      case INT32, UINT32:
        int[] ints = new int[size];
        buffer.asIntBuffer().get(ints);
        return ints;
      case INT8, UINT8:
        byte[] bytes = new byte[size];
        buffer.get(bytes);
        return bytes;
      default: // the types of two bytes
        short[] shorts = new short[size];
        buffer.asShortBuffer().get(shorts);
        return shorts;
    }
  }
}

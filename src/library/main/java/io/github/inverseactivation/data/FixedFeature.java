package io.github.inverseactivation.data;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** One feature of a {@code tf.train.Example}, of a fixed shape: how to read and to write it. */
record FixedFeature(String name, DType dtype, long[] shape, ColorMode image) {
  FixedFeature {
    shape = shape.clone();
    if (Array.sizeOf(shape) > TfRecord.MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "feature '" + name + "': shape " + Arrays.toString(shape) + " is too large");
    }
  }

  private int size() {
    return (int) Array.sizeOf(shape);
  }

  Array read(Feature feature) {
    return switch (feature.getKindCase()) {
      case FLOAT_LIST -> floats(feature.getFloatList());
      case INT64_LIST -> longs(feature.getInt64List());
      default -> bytes(feature.getBytesList().getValueList());
    };
  }

  private Array floats(FloatList list) {
    check(list.getValueCount(), size(), "floats");
    float[] values = new float[list.getValueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.getValue(i);
    }
    return numbers(DType.FLOAT32, values);
  }

  private Array longs(Int64List list) {
    check(list.getValueCount(), size(), "whole numbers");
    long[] values = new long[list.getValueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.getValue(i);
    }
    return numbers(DType.INT64, values);
  }

  private Array numbers(DType from, Object values) {
    if (dtype == DType.STRING || image != null) {
      throw new FormatException(
          "feature '" + name + "' has numbers, expected " + (image == null ? "texts" : "an image"));
    }
    return Array.of(from, values).cast(dtype).reshape(shape);
  }

  private Array bytes(List<ByteString> values) {
    if (dtype == DType.STRING) {
      check(values.size(), size(), "texts");
      byte[][] texts = values.stream().map(ByteString::toByteArray).toArray(byte[][]::new);
      return Array.of(dtype, texts).reshape(shape);
    }
    check(values.size(), 1, "byte strings");
    if (image != null) {
      return decoded(values.get(0).toByteArray());
    }
    check(values.get(0).size(), (long) size() * dtype.bytes(), "bytes of " + dtype);
    Object elements =
        Elements.decode(
            dtype, values.get(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN), size());
    return Array.of(dtype, elements).reshape(shape);
  }

  private Array decoded(byte[] file) {
    try {
      Array pixels = ImageDecoder.decode(file, "feature '" + name + "'");
      return ImageResize.stretch(image.of(pixels), (int) shape[0], (int) shape[1]);
    } catch (IOException e) {
      throw new FormatException("feature '" + name + "': " + e.getMessage(), e);
    }
  }

  private void check(long found, long expected, String what) {
    if (found != expected) {
      throw new FormatException(
          "feature '" + name + "' has " + found + " " + what + ", expected " + expected);
    }
  }

  Feature write(Array array) {
    if (image != null || array.dtype() != dtype || !Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "feature "
              + this
              + " cannot be written from "
              + new ArraySpec(array.dtype(), array.shape()));
    }
    return switch (dtype) {
      case FLOAT32 -> floats(array.floats());
      case BOOL, INT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> longs(array.longs());
      case UINT8 -> shape.length == 0 ? longs(array.longs()) : raw(array.elements());
      case FLOAT16, BFLOAT16, FLOAT64 -> raw(array.elements());
      case STRING -> texts((byte[][]) array.elements());
    };
  }

  private static Feature floats(float[] values) {
    FloatList.Builder list = FloatList.newBuilder();
    for (float value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setFloatList(list).build();
  }

  private static Feature longs(long[] values) {
    Int64List.Builder list = Int64List.newBuilder();
    for (long value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setInt64List(list).build();
  }

  private static Feature texts(byte[]... values) {
    BytesList.Builder list = BytesList.newBuilder();
    for (byte[] value : values) {
      list.addValue(ByteString.copyFrom(value));
    }
    return Feature.newBuilder().setBytesList(list).build();
  }

  private Feature raw(Object elements) {
    ByteBuffer bytes = ByteBuffer.allocate(size() * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    Elements.encode(dtype, elements, 0, size(), bytes);
    return texts(bytes.array());
  }

  @Override
  public String toString() {
    return name + " " + (image == null ? dtype : image) + Arrays.toString(shape);
  }
}

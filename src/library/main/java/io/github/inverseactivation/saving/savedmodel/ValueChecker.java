package io.github.inverseactivation.saving.savedmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Checks the values inside attributes: shapes that can exist, constants that hold what they declare
 * and together stay below a limit.
 */
final class ValueChecker {
  /** The largest rank that TensorFlow's shapes hold. */
  private static final int MAX_RANK = 254;

  private static final int MAX_NESTING = 16;

  private final long maxBytes;
  private long bytes;

  ValueChecker(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void check(AttrValue value, String place) {
    check(value, place, 0);
  }

  private void check(AttrValue value, String place, int depth) {
    if (depth > MAX_NESTING) {
      throw new FormatException(place + " nests its attributes too deeply");
    }
    switch (value.getValueCase()) {
      case SHAPE -> checkShape(value.getShape(), place);
      case TENSOR -> checkTensor(value.getTensor(), place);
      case TYPE -> checkType(value.getType(), place);
      case FUNC -> checkFunction(value.getFunc(), place, depth);
      case PLACEHOLDER ->
          throw new FormatException(
              place + " is a placeholder; generic functions are not supported");
      case LIST -> {
        AttrValue.ListValue list = value.getList();
        list.getShapeList().forEach(shape -> checkShape(shape, place));
        list.getTensorList().forEach(tensor -> checkTensor(tensor, place));
        list.getTypeList().forEach(type -> checkType(type, place));
        list.getFuncList().forEach(function -> checkFunction(function, place, depth));
      }
      default -> {}
    }
  }

  private void checkFunction(NameAttrList function, String place, int depth) {
    function.getAttrMap().values().forEach(value -> check(value, place, depth + 1));
  }

  private static void checkType(DataType type, String place) {
    if (type == DataType.UNRECOGNIZED) {
      throw new FormatException(place + " is of a type that TensorFlow does not have");
    }
  }

  /** Returns the number of elements of the dimensions that are known. */
  static long checkShape(TensorShapeProto shape, String place) {
    if (shape.getUnknownRank() && shape.getDimCount() > 0) {
      throw new FormatException(place + " has dimensions though its rank is unknown");
    }
    if (shape.getDimCount() > MAX_RANK) {
      throw new FormatException(
          place + " has " + shape.getDimCount() + " dimensions, limit " + MAX_RANK);
    }
    long size = 1;
    boolean overflow = false;
    boolean empty = false;
    for (TensorShapeProto.Dim dim : shape.getDimList()) {
      if (dim.getSize() < -1) {
        throw new FormatException(place + " has a dimension of " + dim.getSize());
      }
      empty |= dim.getSize() == 0;
      if (dim.getSize() > 0) {
        overflow |= Math.multiplyHigh(size, dim.getSize()) != 0 || size * dim.getSize() < 0;
        size *= dim.getSize();
      }
    }
    if (overflow) {
      throw new FormatException(place + " has a shape too large to exist");
    }
    return empty ? 0 : size;
  }

  private void checkTensor(TensorProto tensor, String place) {
    DataType type = tensor.getDtype();
    int size = TypeSizes.of(type);
    if (size == 0 && type != DataType.DT_STRING) {
      throw new FormatException(place + " is a constant of type " + type + ", which is refused");
    }
    TensorShapeProto shape = tensor.getTensorShape();
    if (shape.getUnknownRank() || shape.getDimList().stream().anyMatch(d -> d.getSize() < 0)) {
      throw new FormatException(place + " is a constant without a definite shape");
    }
    long elements = checkShape(shape, place);
    // TensorFlow's string objects occupy 24 bytes each besides their contents.
    long perElement = type == DataType.DT_STRING ? 24 : size;
    if (elements > (maxBytes - bytes) / perElement) {
      throw new FormatException(
          place + " and the constants before it need more than " + maxBytes + " bytes");
    }
    bytes += elements * perElement;
    long content = tensor.getTensorContent().size();
    boolean fits =
        type == DataType.DT_STRING
            ? holdsStrings(tensor.getTensorContent(), elements)
            : content == elements * size;
    if (content > 0 && !fits) {
      throw new FormatException(
          place
              + " declares "
              + elements
              + " elements of "
              + type
              + ", but holds "
              + content
              + " bytes");
    }
    long values = values(tensor);
    if (values > elements || content > 0 && values > 0) {
      throw new FormatException(
          place + " declares " + elements + " elements, but holds " + values + " values");
    }
  }

  /** Strings in one piece are their lengths as varints, then their bytes one after the other. */
  private static boolean holdsStrings(ByteString content, long elements) {
    CodedInputStream in = content.newCodedInput();
    try {
      long bytes = 0;
      for (long i = 0; i < elements; i++) {
        bytes += Integer.toUnsignedLong(in.readRawVarint32());
      }
      return bytes == content.size() - in.getTotalBytesRead();
    } catch (IOException e) {
      return false;
    }
  }

  private static long values(TensorProto tensor) {
    long values = 0;
    values = Math.max(values, tensor.getHalfValCount());
    values = Math.max(values, tensor.getFloatValCount());
    values = Math.max(values, tensor.getDoubleValCount());
    values = Math.max(values, tensor.getIntValCount());
    values = Math.max(values, tensor.getStringValCount());
    values = Math.max(values, tensor.getScomplexValCount() / 2);
    values = Math.max(values, tensor.getInt64ValCount());
    values = Math.max(values, tensor.getBoolValCount());
    values = Math.max(values, tensor.getDcomplexValCount() / 2);
    values = Math.max(values, tensor.getUint32ValCount());
    return Math.max(values, tensor.getUint64ValCount());
  }
}

package io.github.inverseactivation.runtime;

import io.github.inverseactivation.data.DType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.DataType;

/** The element types of arrays and TensorFlow's numbers for them. */
public final class DataTypes {
  private static final Map<DType, DataType> TO_TENSORFLOW = new EnumMap<>(DType.class);
  private static final Map<DataType, DType> FROM_TENSORFLOW = new HashMap<>();

  static {
    for (DType dtype : DType.values()) {
      DataType type =
          switch (dtype) {
            case FLOAT16 -> DataType.DT_HALF;
            case FLOAT32 -> DataType.DT_FLOAT;
            case FLOAT64 -> DataType.DT_DOUBLE;
            default -> DataType.valueOf("DT_" + dtype.name());
          };
      TO_TENSORFLOW.put(dtype, type);
      FROM_TENSORFLOW.put(type, dtype);
    }
  }

  private DataTypes() {}

  /**
   * TensorFlow's type for an array's.
   *
   * @param dtype the element type of an array
   * @return the same in TensorFlow's protocol
   */
  public static DataType toTensorFlow(DType dtype) {
    return TO_TENSORFLOW.get(dtype);
  }

  /**
   * An array's type for TensorFlow's.
   *
   * @param type a type of TensorFlow's protocol
   * @return the element type, empty where arrays have none (complex and quantised numbers,
   *     resources, variants)
   */
  public static Optional<DType> fromTensorFlow(DataType type) {
    return Optional.ofNullable(FROM_TENSORFLOW.get(type));
  }
}

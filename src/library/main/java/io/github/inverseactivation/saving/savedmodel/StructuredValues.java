package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.runtime.DataTypes;
import io.github.inverseactivation.topology.Structure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.Struct.DictValue;
import org.tensorflow.proto.Struct.ListValue;
import org.tensorflow.proto.Struct.NamedTupleValue;
import org.tensorflow.proto.Struct.NoneValue;
import org.tensorflow.proto.Struct.PairValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;
import org.tensorflow.proto.Struct.TupleValue;
import org.tensorflow.proto.TensorShapeProto;

/** How TensorFlow's object graph writes Python's None, strings, tuples, dicts and TensorSpecs. */
final class StructuredValues {
  private StructuredValues() {}

  static StructuredValue none() {
    return StructuredValue.newBuilder().setNoneValue(NoneValue.getDefaultInstance()).build();
  }

  static StructuredValue strings(List<String> values) {
    ListValue.Builder list = ListValue.newBuilder();
    values.forEach(value -> list.addValues(StructuredValue.newBuilder().setStringValue(value)));
    return StructuredValue.newBuilder().setListValue(list).build();
  }

  static StructuredValue list(List<StructuredValue> values) {
    return StructuredValue.newBuilder()
        .setListValue(ListValue.newBuilder().addAllValues(values))
        .build();
  }

  /** A model's inputs or outputs as Python has them. */
  static StructuredValue structure(
      Structure<Integer> structure, Function<Integer, StructuredValue> leaf) {
    return structure.fold(leaf, StructuredValues::list, StructuredValues::dict);
  }

  static StructuredValue tuple(StructuredValue... values) {
    return StructuredValue.newBuilder()
        .setTupleValue(TupleValue.newBuilder().addAllValues(Arrays.asList(values)))
        .build();
  }

  static StructuredValue dict(Map<String, StructuredValue> values) {
    return StructuredValue.newBuilder()
        .setDictValue(DictValue.newBuilder().putAllFields(new TreeMap<>(values)))
        .build();
  }

  static StructuredValue spec(String name, DType dtype, Shape shape) {
    return StructuredValue.newBuilder()
        .setTensorSpecValue(
            TensorSpecProto.newBuilder()
                .setName(name)
                .setShape(shape(shape))
                .setDtype(DataTypes.toTensorFlow(dtype)))
        .build();
  }

  /** Python's {@code inspect.FullArgSpec}. */
  static StructuredValue fullArgSpec(List<String> positional, List<String> keywordOnly) {
    return StructuredValue.newBuilder()
        .setNamedTupleValue(
            NamedTupleValue.newBuilder()
                .setName("FullArgSpec")
                .addValues(pair("args", strings(positional)))
                .addValues(pair("varargs", none()))
                .addValues(pair("varkw", none()))
                .addValues(pair("defaults", none()))
                .addValues(pair("kwonlyargs", strings(keywordOnly)))
                .addValues(pair("kwonlydefaults", none()))
                .addValues(pair("annotations", dict(Map.of()))))
        .build();
  }

  static TensorShapeProto shape(Shape shape) {
    TensorShapeProto.Builder builder = TensorShapeProto.newBuilder();
    for (long size : shape.asArray()) {
      builder.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return builder.build();
  }

  private static PairValue pair(String key, StructuredValue value) {
    return PairValue.newBuilder().setKey(key).setValue(value).build();
  }
}

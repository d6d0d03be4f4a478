package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.runtime.DataTypes;
import io.github.inverseactivation.runtime.SavedModelSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** A signature with the tensors behind it: checks what comes in and runs the session. */
final class Signature {
  private final SignatureInfo info;
  private final List<String> feeds;
  private final List<String> fetches;

  private Signature(SignatureInfo info, List<String> feeds, List<String> fetches) {
    this.info = info;
    this.feeds = feeds;
    this.fetches = fetches;
  }

  /**
   * Reads a definition.
   *
   * @throws FormatException if it has inputs or outputs that arrays cannot hold
   */
  static Signature of(String name, SignatureDef definition) {
    Map<String, TensorInfo> inputs = new TreeMap<>(definition.getInputsMap());
    Map<String, TensorInfo> outputs = new TreeMap<>(definition.getOutputsMap());
    SignatureInfo info =
        new SignatureInfo(
            name,
            specs("input of signature " + name, inputs),
            specs("output of signature " + name, outputs));
    return new Signature(info, names(inputs.values()), names(outputs.values()));
  }

  SignatureInfo info() {
    return info;
  }

  Map<String, Array> run(SavedModelSession session, Map<String, Array> inputs) {
    for (String name : inputs.keySet()) {
      if (!info.inputs().containsKey(name)) {
        throw new IllegalArgumentException(
            "signature " + info.name() + " has no input '" + name + "'; " + takes());
      }
    }
    List<Array> values = new ArrayList<>();
    for (TensorSpec spec : info.inputs().values()) {
      if (!inputs.containsKey(spec.name())) {
        throw new IllegalArgumentException(
            "signature " + info.name() + " needs input '" + spec.name() + "'; " + takes());
      }
      Array value = inputs.get(spec.name());
      spec.check(value, "input '" + spec.name() + "' of signature " + info.name());
      values.add(value);
    }
    List<Array> results;
    try {
      results =
          EmptyBatch.is(info, values)
              ? ofNone(session, values)
              : session.run(feeds, values, fetches);
    } catch (TFInvalidArgumentException e) {
      throw new IllegalArgumentException(failed(e), e);
    } catch (TensorFlowException e) {
      throw new IllegalStateException(failed(e), e);
    }
    Map<String, Array> outputs = new TreeMap<>();
    int i = 0;
    for (String name : info.outputs().keySet()) {
      outputs.put(name, results.get(i++));
    }
    return Collections.unmodifiableMap(outputs);
  }

  /** A signature that does not compute example by example is asked as it is. */
  private List<Array> ofNone(SavedModelSession session, List<Array> empty) {
    List<Array> ofOne = session.run(feeds, EmptyBatch.oneExample(empty), fetches);
    return EmptyBatch.isByExample(ofOne)
        ? EmptyBatch.without(ofOne)
        : session.run(feeds, empty, fetches);
  }

  private String failed(RuntimeException e) {
    return "signature " + info.name() + " failed in TensorFlow: " + SavedModel.firstLine(e);
  }

  private String takes() {
    return info.inputs().isEmpty() ? "it takes none" : "it takes " + info.inputs().values();
  }

  private static List<String> names(Collection<TensorInfo> tensors) {
    return tensors.stream().map(TensorInfo::getName).toList();
  }

  private static Map<String, TensorSpec> specs(String place, Map<String, TensorInfo> tensors) {
    Map<String, TensorSpec> specs = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.getEncodingCase() != TensorInfo.EncodingCase.NAME) {
            boolean sparse = tensor.getEncodingCase() == TensorInfo.EncodingCase.COO_SPARSE;
            throw new FormatException(
                "'"
                    + name
                    + "', "
                    + place
                    + (sparse
                        ? ", is a sparse tensor, which arrays do not hold: export a signature of"
                            + " its indices, values and dense shape"
                        : ", is a composite tensor, which arrays do not hold: export a signature of"
                            + " the tensors it consists of"));
          }
          Optional<DType> dtype = DataTypes.fromTensorFlow(tensor.getDtype());
          if (dtype.isEmpty()) {
            String type = tensor.getDtype().name().replace("DT_", "").toLowerCase(Locale.ROOT);
            throw new FormatException(
                "'"
                    + name
                    + "', "
                    + place
                    + ", is of type "
                    + type
                    + ", which arrays do not have: export a"
                    + " signature that casts it");
          }
          specs.put(name, new TensorSpec(name, dtype.get(), shape(tensor.getTensorShape())));
        });
    return Collections.unmodifiableMap(specs);
  }

  private static long[] shape(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? null
        : shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
  }
}

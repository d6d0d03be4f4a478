package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.DeclaredType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** The placeholders that batches of one kind are fed to. */
final class Feeds {
  private final List<Operand<? extends TNumber>> inputs = new ArrayList<>();
  private final List<Operand<? extends TNumber>> targets = new ArrayList<>();
  private final Operand<TFloat32> sampleWeights;

  Feeds(Ops tf, DataSignature signature) {
    signature.inputs().forEach(element -> inputs.add(placeholder(tf, element)));
    signature.targets().forEach(element -> targets.add(placeholder(tf, element)));
    sampleWeights =
        signature.weights() == null
            ? null
            : tf.placeholder(TFloat32.class, Placeholder.shape(signature.weights().batchShape()));
  }

  private static Operand<? extends TNumber> placeholder(Ops tf, DataSignature.Element element) {
    return tf.placeholder(numberType(element.dtype()), Placeholder.shape(element.batchShape()));
  }

  /** The inputs as the network takes them: in the types that it declares, as floats. */
  List<Operand<TFloat32>> inputs(Ops tf, Network network) {
    List<Operand<TFloat32>> casts = new ArrayList<>();
    for (NetworkInput declared : network.inputs()) {
      Operand<? extends TNumber> input = inputs.get(casts.size());
      casts.add(DeclaredType.cast(tf, input, declared.dtype(), TFloat32.class));
    }
    return casts;
  }

  List<Operand<? extends TNumber>> targets() {
    return targets;
  }

  /** The weights of the examples or of their steps, or null. */
  Operand<TFloat32> sampleWeights() {
    return sampleWeights;
  }

  void feed(Session.Runner runner, Batch batch, TensorScope tensors) {
    feed(runner, inputs, batch.inputs(), tensors);
    feed(runner, targets, batch.targets(), tensors);
    if (sampleWeights != null) {
      runner.feed(
          sampleWeights, tensors.add(Tensors.toTensor(batch.sampleWeights().cast(DType.FLOAT32))));
    }
  }

  private static void feed(
      Session.Runner runner,
      List<Operand<? extends TNumber>> operands,
      List<Array> arrays,
      TensorScope tensors) {
    for (int i = 0; i < operands.size(); i++) {
      Array array = arrays.get(i);
      runner.feed(
          operands.get(i), tensors.add(Tensors.toTensor(array.cast(feedable(array.dtype())))));
    }
  }

  private static Class<? extends TNumber> numberType(DType dtype) {
    return switch (dtype) {
      case UINT8 -> TUint8.class;
      case UINT16 -> TUint16.class;
      case INT32 -> TInt32.class;
      case INT64 -> TInt64.class;
      case FLOAT16 -> TFloat16.class;
      case BFLOAT16 -> TBfloat16.class;
      case FLOAT32 -> TFloat32.class;
      case FLOAT64 -> TFloat64.class;
      default -> throw new AssertionError(dtype);
    };
  }

  /** The type an array is fed in: its own, where TensorFlow Java has tensors of it. */
  static DType feedable(DType dtype) {
    return switch (dtype) {
      case INT8, INT16, BOOL -> DType.INT32;
      case UINT32, UINT64 -> DType.INT64;
      case STRING ->
          throw new IllegalArgumentException(
              "expected numbers, found strings: turn them into numbers first");
      default -> dtype;
    };
  }
}

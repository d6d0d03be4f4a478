package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * One of Keras's operations among the layers of a model, such as {@code x[:, -1]} or {@code
 * keras.ops.mean(x, axis=1)}: a layer without weights, with the arguments that are no tensors
 * fixed.
 *
 * <p>Models that Python wrote have them: {@code Models.load} reads them and {@code Model.save}
 * writes them back.
 *
 * <p>It computes in the types that Keras computes in, integers and truth values too, and follows
 * Keras in how shapes are broadcast and types promoted. As in Keras, masks end here. Shapes and
 * types are those that the runtime infers, so that TensorFlow's library is loaded when an operation
 * is first applied.
 *
 * <p>Where TensorFlow has no gradient of what an operation is made of, models with it predict, and
 * training through it is refused.
 *
 * <p>Source: Keras, {@code keras.ops}.
 */
public final class Operation extends TypedLayer<Operation> {
  private final OperationCall call;
  private final List<DType> types;
  private final Table.Row row;
  private final Map<String, Value> bound;
  private final Map<List<Shape>, Inferred> known = new ConcurrentHashMap<>();

  private Operation(OperationCall call, List<DType> types) {
    this.call = Objects.requireNonNull(call, "call");
    this.types = List.copyOf(types);
    this.row = Catalogue.row(call);
    try {
      this.bound = row.signature().bind(call);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the operation " + call.className() + " " + e.getMessage(), e);
    }
  }

  /**
   * An operation for tensors of given types.
   *
   * @param call what it is and what it is called with; {@link Value.Input} stands for the tensors
   * @param types the types of the tensors, in their order
   * @return the layer, to be applied to the tensors
   * @throws IllegalArgumentException if there is no such operation here, or it has no such argument
   */
  public static Operation of(OperationCall call, List<DType> types) {
    return new Operation(call, types);
  }

  /**
   * Where Keras has an operation.
   *
   * @param className Keras's class, such as {@code Mean}
   * @return the part of {@code keras.ops}, such as {@code numpy}; null if there is no such
   *     operation here
   */
  public static String module(String className) {
    return Catalogue.module(className);
  }

  /**
   * What it is and what it is called with.
   *
   * @return the call, as it is written in Keras's files
   */
  public OperationCall operationCall() {
    return call;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return outputShapes(inputs).get(0);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return infer(inputs).shapes();
  }

  @Override
  public List<DType> outputTypes(List<Shape> shapes, List<DType> given) {
    for (int i = 0; i < given.size(); i++) {
      if (i < types.size() && given.get(i) != types.get(i)) {
        throw new IllegalArgumentException(
            "is for tensors of " + types + ", not of " + given + ": make another operation");
      }
    }
    return infer(shapes).types();
  }

  private Inferred infer(List<Shape> inputs) {
    if (inputs.size() != types.size()) {
      throw new IllegalArgumentException(
          this + " takes " + types.size() + " tensors, not " + inputs.size());
    }
    return known.computeIfAbsent(List.copyOf(inputs), shapes -> Inferred.of(this, shapes, types));
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public long macs(List<Shape> inputs) {
    return 0;
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Class<T> dtype = context.dtype();
    Emitter e =
        new Emitter(context.tf(), context.constant(0).asOutput().dataType(), context.training());
    List<Operand<?>> typed = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      // A cast to an integer has a gradient in the runtime, though its slope is 0.
      Operand<T> x = inputs.get(i);
      typed.add(types.get(i).isFloating() ? x : e.cast(e.stop(x), types.get(i)));
    }
    List<Operand<T>> outputs = new ArrayList<>();
    for (Operand<?> output : emit(e, typed)) {
      Operand<?> floating = e.cast(output, DType.FLOAT32);
      outputs.add(
          (floating == output || floatingType(output) ? floating : e.stop(floating))
              .asOutput()
              .expect(dtype));
    }
    return outputs;
  }

  private static boolean floatingType(Operand<? extends TType> x) {
    DataType type = x.asOutput().dataType();
    return type == DataType.DT_HALF
        || type == DataType.DT_BFLOAT16
        || type == DataType.DT_FLOAT
        || type == DataType.DT_DOUBLE;
  }

  /** Emits the operation for tensors of its types. */
  List<Operand<?>> emit(Emitter e, List<Operand<?>> inputs) {
    return row.rule().emit(e, new Bound(e, bound, inputs));
  }
}

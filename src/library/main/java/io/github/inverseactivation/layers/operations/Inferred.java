package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * What comes out of an operation for inputs of given shapes, found by emitting it into a graph that
 * is thrown away: the runtime's own functions infer shapes and types.
 *
 * @param shapes the shapes that come out
 * @param types the types that come out
 */
record Inferred(List<Shape> shapes, List<DType> types) {

  /**
   * Infers.
   *
   * @throws IllegalArgumentException if the operation cannot take such inputs
   */
  static Inferred of(Operation operation, List<Shape> inputs, List<DType> types) {
    String name = "the operation " + operation.operationCall().className();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Emitter e = new Emitter(tf, DataType.DT_FLOAT, false);
      List<Operand<?>> placeholders = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        placeholders.add(
            e.tf()
                .scope()
                .env()
                .opBuilder("Placeholder", "input_" + i, tf.scope())
                .setAttr("dtype", ElementTypes.of(types.get(i), DataType.DT_FLOAT))
                .setAttr("shape", inputs.get(i))
                .build()
                .output(0));
      }
      List<Shape> shapes = new ArrayList<>();
      List<DType> found = new ArrayList<>();
      for (Operand<?> output : operation.emit(e, placeholders)) {
        Shape shape = output.asOutput().shape();
        if (shape.isUnknown()) {
          throw new IllegalArgumentException(
              name + " makes a tensor whose number of dimensions is not known before it runs");
        }
        shapes.add(shape);
        found.add(ElementTypes.of(output));
      }
      return new Inferred(List.copyOf(shapes), List.copyOf(found));
    } catch (TensorFlowException e) {
      throw new IllegalArgumentException(
          name + " cannot take tensors of the shapes " + inputs + " and the types " + types, e);
    } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalArgumentException(
          name + " has arguments that do not fit the shapes " + inputs, e);
    }
  }
}

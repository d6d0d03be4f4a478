package io.github.inverseactivation.initializers;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.types.TInt64;

/** The numbers behind a shape operand, and the fans of a weight of that shape. */
final class Shapes {
  private Shapes() {}

  /** The sizes, which must be known while the graph is built: eager, or a constant. */
  static long[] sizes(String owner, Operand<TInt64> shape) {
    if (shape.env().isEager()) {
      return read(shape.asTensor());
    }
    if (shape.op() instanceof GraphOperation operation && operation.type().equals("Const")) {
      try (Tensor value = operation.attributes().getAttrTensor("value")) {
        return read(value);
      }
    }
    throw new IllegalArgumentException(
        owner
            + ": the values depend on the shape, so it must be a constant (got the result of "
            + shape.op().type()
            + "); pass tf.constant(shape.asArray()), or call create with the shape");
  }

  private static long[] read(Tensor tensor) {
    long[] sizes = new long[(int) tensor.shape().size()];
    tensor.asRawTensor().data().asLongs().read(sizes);
    return sizes;
  }

  /**
   * The numbers of inputs and outputs of a weight, as Keras counts them: (in, out) of a matrix; the
   * receptive field times the channels of a convolution kernel (..., in, out).
   *
   * @param inputAxes with outputAxes the axes to multiply instead, or null
   */
  static double[] fans(String owner, long[] shape, int[] inputAxes, int[] outputAxes) {
    if (inputAxes != null && outputAxes != null) {
      return new double[] {product(owner, shape, inputAxes), product(owner, shape, outputAxes)};
    }
    int rank = shape.length;
    if (rank == 0) {
      return new double[] {1, 1};
    }
    if (rank == 1) {
      return new double[] {shape[0], shape[0]};
    }
    double field = 1;
    for (int i = 0; i < rank - 2; i++) {
      field *= shape[i];
    }
    return new double[] {field * shape[rank - 2], field * shape[rank - 1]};
  }

  private static double product(String owner, long[] shape, int[] axes) {
    double product = 1;
    for (int axis : axes) {
      int index = axis < 0 ? axis + shape.length : axis;
      if (index < 0 || index >= shape.length) {
        throw new IllegalArgumentException(
            owner + ": axis " + axis + " is out of range for a weight of rank " + shape.length);
      }
      product *= shape[index];
    }
    return product;
  }
}

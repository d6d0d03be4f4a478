package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.LocalLayer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Finds how many of the last rows and columns of an input no output depends on, so that they need
 * not be computed with.
 *
 * <p>A pooling of 2 by 2 drops the last row of 11, so the convolution before it computes a row for
 * nothing; without it, that convolution reads 12 rows of 13; and so on to the input. LeNet's two
 * convolutions of 3 by 3 and two poolings read 26 of the 28 rows and columns of a digit, and cost a
 * sixth less without the others.
 *
 * <p>Why that is exact: an output that is read depends on the same elements as before, through the
 * same operations. A gradient loses only terms that are zero, since nothing that is read depends on
 * what is cut off.
 *
 * <p>Going backwards from the outputs, a value is read as far as the furthest of its readers needs.
 * A {@link LocalLayer} knows what it reads for the first places of its output; all others read
 * everything, such as those that take means or draw random numbers. Only inputs are cut, where it
 * costs nothing: the values after them become smaller by themselves.
 *
 * <p>Training and prediction do so. What is exported reads everything.
 */
final class UnreadEdges {
  private final Map<Integer, Shape> reads = new HashMap<>();
  private final Network network;

  private UnreadEdges(Network network) {
    this.network = network;
  }

  static UnreadEdges in(Network network) {
    UnreadEdges found = new UnreadEdges(network);
    network.outputs().forEach(output -> found.read(output, network.shape(output)));
    for (int i = network.nodes().size() - 1; i >= 0; i--) {
      found.go(network.nodes().get(i));
    }
    return found;
  }

  private void go(Node node) {
    boolean penalised = node.layer().layer().activityRegularizer() != null;
    if (penalised) { // what nobody else reads counts for the penalty
      for (int i = 0; i < node.outputShapes().size(); i++) {
        read(node.firstOutput() + i, node.outputShapes().get(i));
      }
    }
    boolean local =
        node.layer().layer() instanceof LocalLayer
            && !penalised
            && node.inputs().size() == 1
            && node.outputShapes().size() == 1;
    for (int i = 0; i < node.inputs().size(); i++) {
      Shape whole = node.inputShapes().get(i);
      Shape wanted = reads.getOrDefault(node.firstOutput(), node.outputShapes().get(0));
      Shape part = local ? ((LocalLayer) node.layer().layer()).reads(whole, wanted) : whole;
      read(node.inputs().get(i), part);
    }
  }

  private void read(int value, Shape part) {
    reads.merge(value, part, UnreadEdges::larger);
  }

  private static Shape larger(Shape a, Shape b) {
    long[] sizes = a.asArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.max(sizes[i], b.get(i)); // an unknown size is so in both
    }
    return Shape.of(sizes);
  }

  /** How much of an input is read, in each dimension. */
  long[] read(int input) {
    return reads.getOrDefault(input, network.shape(input)).asArray();
  }

  /** An input without what nobody reads. */
  <T extends TNumber> Operand<T> cut(Ops tf, int input, Operand<T> x) {
    long[] whole = network.shape(input).asArray();
    long[] part = read(input);
    if (Arrays.equals(part, whole)) {
      return x;
    }
    int[] sizes = new int[part.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = part[i] == whole[i] ? -1 : (int) part[i]; // -1 is all there is
    }
    return tf.slice(x, tf.constant(new int[sizes.length]), tf.constant(sizes));
  }
}

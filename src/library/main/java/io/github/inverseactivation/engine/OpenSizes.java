package io.github.inverseactivation.engine;

import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;

/**
 * What computes a network for each kind of batches, with the sizes that the network's inputs leave
 * open left open: one graph serves all lengths. Only where that fails, as it does for data that do
 * not fit together, is there one for just these sizes, which either serves or says in this
 * library's words what is wrong.
 *
 * @param <S> what computes
 */
final class OpenSizes<S> {
  private final Network network;
  private final Function<DataSignature, S> maker;
  private final Map<DataSignature, S> made = new HashMap<>();
  private final Set<DataSignature> failed = new HashSet<>();

  /** The kind of batches that came last, which needs no second look. */
  private volatile DataSignature fitting;

  /**
   * Makes nothing yet.
   *
   * @param network the network
   * @param maker emits into a graph that nothing else is emitted into meanwhile
   */
  OpenSizes(Network network, Function<DataSignature, S> maker) {
    this.network = network;
    this.maker = maker;
  }

  /** Computes with what is made for such a batch; made under the lock, run without. */
  <R> R run(Object lock, DataSignature found, Function<S, R> run) {
    DataSignature open = found.open(network);
    if (!open.equals(found) && fits(found)) {
      S step;
      synchronized (lock) {
        step = open(open);
      }
      if (step != null) {
        try {
          return run.apply(step);
        } catch (TensorFlowException e) {
          // Sizes that do not fit together, most likely: with these sizes the layers see it.
        }
      }
    }
    S exact;
    synchronized (lock) {
      exact = made.computeIfAbsent(found, maker);
    }
    return run.apply(exact);
  }

  /**
   * Whether something is left of these sizes after each layer.
   *
   * @throws IllegalArgumentException if a layer does not take them, which the runtime may not mind
   */
  private boolean fits(DataSignature found) {
    if (found.equals(fitting)) {
      return true;
    }
    List<Shape> values = new ArrayList<>();
    found.inputs().forEach(input -> values.add(input.batchShape()));
    for (Node node : network.nodes()) {
      for (Shape shape : outputs(node, values)) {
        if (LongStream.of(shape.asArray()).anyMatch(s -> s < 1 && s != Shape.UNKNOWN_SIZE)) {
          return false;
        }
        values.add(shape);
      }
    }
    fitting = found;
    return true;
  }

  private static List<Shape> outputs(Node node, List<Shape> values) {
    try {
      return node.layer().layer().outputShapes(node.inputs().stream().map(values::get).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "layer '" + node.layer().name() + "': " + e.getMessage(), e);
    }
  }

  /** Null where the layers need to know the sizes. */
  private S open(DataSignature open) {
    if (failed.contains(open)) {
      return null;
    }
    try {
      return made.computeIfAbsent(open, maker);
    } catch (RuntimeException e) {
      failed.add(open); // The exact sizes follow, and complain if it is not the sizes' fault.
      return null;
    }
  }
}

package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.MaxPool;
import io.github.inverseactivation.layers.PoolableActivation;
import io.github.inverseactivation.layers.PoolableConvolution;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds where a max pooling follows steps that work on each element alone and never decrease, so
 * that pooling can come first: activations, and the bias and activation that end a convolution.
 *
 * <p>Why that is exact: for a non-decreasing f, max(f(x1), ..., f(xn)) = f(max(x1, ..., xn)), since
 * f puts the largest x above or level with all others. Adding a channel's bias is such an f,
 * rounding included. InverseActivation is concat(f(x), f(-x)), and pooling works on each channel
 * alone: its second half is f(-min(x1, ..., xn)). The gradient goes to the same element too: where
 * f increases, the largest f(x) and the largest x are the same element, the first of equals; where
 * f is level, its gradient is zero either way. Elements that rounding alone makes equal may share
 * their gradient differently.
 *
 * <p>Training and prediction do so. What is exported keeps the layers' own order.
 */
final class PoolFirst {
  private final Map<Node, List<Node>> before = new IdentityHashMap<>();
  private final Set<Node> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

  private PoolFirst() {}

  /** Changes nothing. */
  static PoolFirst nowhere() {
    return new PoolFirst();
  }

  static PoolFirst in(Network network) {
    PoolFirst found = new PoolFirst();
    Uses uses = new Uses(network);
    for (Node pooling : network.nodes()) {
      if (pooling.layer().layer() instanceof MaxPool && !isPenalised(pooling)) {
        Deque<Node> chain = new ArrayDeque<>();
        Node node = uses.onlySource(pooling);
        while (node != null && isNonDecreasing(node)) {
          chain.addFirst(node);
          node = uses.onlySource(node);
        }
        if (node != null
            && node.layer().layer() instanceof PoolableConvolution convolution
            && !isPenalised(node)
            && convolution.isPoolable()) {
          chain.addFirst(node);
        }
        found.before.put(pooling, List.copyOf(chain));
        found.waiting.addAll(chain);
      }
    }
    return found;
  }

  /** The penalty is on what the layer puts out, all of it and in its place. */
  private static boolean isPenalised(Node node) {
    return node.layer().layer().activityRegularizer() != null;
  }

  private static boolean isNonDecreasing(Node node) {
    return node.layer().layer() instanceof PoolableActivation activation
        && !isPenalised(node)
        && activation.isNonDecreasing();
  }

  /** Whether the node's operations are emitted with the pooling that follows it. */
  boolean waits(Node node) {
    return waiting.contains(node);
  }

  /** The nodes that are computed after this pooling though they stand before it, in their order. */
  List<Node> before(Node node) {
    return before.getOrDefault(node, List.of());
  }
}

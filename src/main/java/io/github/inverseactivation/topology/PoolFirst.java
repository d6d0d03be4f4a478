package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.MaxPool;
import io.github.inverseactivation.layers.PoolableActivation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds where a max pooling follows a non-decreasing activation, so that training can pool first.
 *
 * <p>Why that is exact: for a non-decreasing f, max(f(x1), ..., f(xn)) = f(max(x1, ..., xn)), since
 * f puts the largest x above or level with all others. InverseActivation is concat(f(x), f(-x)),
 * and pooling works on each channel alone, so x and -x are pooled and then put through f. The
 * gradient goes to the same element too: where f increases, the largest f(x) and the largest x are
 * the same element, the first of equals; where f is level, its gradient is zero either way.
 *
 * <p>Only training does so. What is exported keeps the layers' own order.
 */
final class PoolFirst {
  private final Map<Node, Node> activations = new IdentityHashMap<>();
  private final Set<Node> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

  private PoolFirst() {}

  /** Changes nothing. */
  static PoolFirst nowhere() {
    return new PoolFirst();
  }

  static PoolFirst in(Network network) {
    PoolFirst found = new PoolFirst();
    for (Node pooling : network.nodes()) {
      if (pooling.layer().layer() instanceof MaxPool) {
        int value = pooling.inputs().get(0);
        Node before = network.producer(value);
        if (before != null
            && usedOnce(network, value)
            && before.layer().layer() instanceof PoolableActivation activation
            && activation.isNonDecreasing()) {
          found.activations.put(pooling, before);
          found.waiting.add(before);
        }
      }
    }
    return found;
  }

  private static boolean usedOnce(Network network, int value) {
    long uses =
        network.nodes().stream()
            .flatMap(node -> node.inputs().stream())
            .filter(input -> input == value)
            .count();
    return uses == 1 && !network.outputs().contains(value);
  }

  /** Whether the node's operations are emitted with the pooling that follows it. */
  boolean waits(Node node) {
    return waiting.contains(node);
  }

  /** The activation that is computed after this pooling, or null. */
  Node activationBefore(Node pooling) {
    return activations.get(pooling);
  }
}

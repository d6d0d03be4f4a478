package io.github.inverseactivation.topology;

import java.util.HashMap;
import java.util.Map;

/** How often each value of a network is read, as an output of the network too. */
final class Uses {
  private final Network network;
  private final Map<Integer, Integer> counts = new HashMap<>();

  Uses(Network network) {
    this.network = network;
    network.outputs().forEach(this::count);
    network.nodes().forEach(node -> node.inputs().forEach(this::count));
  }

  private void count(int value) {
    counts.merge(value, 1, Integer::sum);
  }

  /** What makes the only input of a node, if nothing else reads it; otherwise null. */
  Node onlySource(Node reader) {
    int value = reader.inputs().get(0);
    return reader.inputs().size() == 1 && counts.get(value) == 1 ? network.producer(value) : null;
  }
}

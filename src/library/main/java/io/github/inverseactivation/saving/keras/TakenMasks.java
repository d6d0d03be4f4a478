package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of a network whose masks may be others when Python runs the model than when it reads
 * it: a multi-head attention takes the masks off its inputs then, and off what these may be the
 * same tensor as, and so off what is computed from them.
 */
final class TakenMasks {
  private TakenMasks() {}

  static Set<Integer> in(Network network) {
    Set<Integer> taken = new HashSet<>();
    List<Node> nodes = network.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      Layer layer = node.layer().layer();
      boolean same = layer.supportsMasking() || layer instanceof NetworkLayer;
      if (takes(layer) || same && node.inputs().size() == 1 && isTaken(node, taken)) {
        taken.addAll(node.inputs());
      }
    }
    for (Node node : nodes) {
      if (node.inputs().stream().anyMatch(taken::contains)) {
        for (int output = 0; output < node.outputShapes().size(); output++) {
          taken.add(node.firstOutput() + output);
        }
      }
    }
    return taken;
  }

  private static boolean isTaken(Node node, Set<Integer> taken) {
    return taken.contains(node.firstOutput());
  }

  private static boolean takes(Layer layer) {
    return layer instanceof NetworkLayer nested
        ? nested.network().layers().stream().anyMatch(placed -> takes(placed.layer()))
        : layer instanceof MultiHeadAttention attention && !attention.keepsMasks();
  }
}

package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of calls, and by it the order of layers and weights, that Keras gives a functional
 * model.
 *
 * <p>A search in depth from the outputs numbers layers as it meets them. A call's depth is the
 * longest way from it to an output, and at least that of its layer's calls that come later. Calls
 * go by depth, greatest first, and within one depth by their layers' numbers. Source: Keras, {@code
 * map_graph} in {@code ops/function.py}.
 */
final class CallOrder {
  private final Map<Layer, Integer> numbers = new IdentityHashMap<>();
  private final Set<Tensor> met = new HashSet<>();
  private final Map<Tensor, Integer> finished = new HashMap<>();
  private final List<Tensor> calls = new ArrayList<>();

  private CallOrder() {}

  /** The tensors that layers make on the way to the outputs, in Keras's order. */
  static List<Tensor> of(List<? extends Tensor> outputs) {
    CallOrder order = new CallOrder();
    outputs.forEach(order::search);
    Map<Tensor, Integer> depths = order.depths();
    order.calls.sort(
        Comparator.<Tensor>comparingInt(call -> -depths.get(call))
            .thenComparingInt(call -> order.numbers.get(call.layer()))
            .thenComparingInt(order.finished::get));
    return order.calls;
  }

  private record Visit(Tensor tensor, Iterator<Tensor> rest) {}

  /** A search with a stack of its own: a model may be deeper than the thread's. */
  private void search(Tensor output) {
    Deque<Visit> path = new ArrayDeque<>();
    meet(output, path);
    while (!path.isEmpty()) {
      Visit last = path.getLast();
      if (last.rest().hasNext()) {
        meet(last.rest().next(), path);
      } else {
        path.removeLast();
        finished.put(last.tensor(), calls.size());
        calls.add(last.tensor());
      }
    }
  }

  private void meet(Tensor tensor, Deque<Visit> path) {
    if (tensor.layer() != null && met.add(tensor)) {
      numbers.putIfAbsent(tensor.layer(), numbers.size());
      path.addLast(new Visit(tensor, tensor.inputs().iterator()));
    }
  }

  private Map<Tensor, Integer> depths() {
    Map<Tensor, Integer> depths = new HashMap<>();
    Map<Layer, Integer> ofLayers = new IdentityHashMap<>();
    for (int i = calls.size() - 1; i >= 0; i--) {
      Tensor call = calls.get(i);
      int depth = Math.max(depths.getOrDefault(call, 0), ofLayers.getOrDefault(call.layer(), 0));
      depths.put(call, depth);
      ofLayers.put(call.layer(), depth);
      call.inputs().forEach(input -> depths.merge(input, depth + 1, Math::max));
    }
    return depths;
  }
}

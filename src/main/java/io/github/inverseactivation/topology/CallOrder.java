package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The order that Keras gives the calls, the layers and so the weights of a functional model.
 *
 * <p>A search in depth from the outputs numbers layers as it meets them. A call's depth is the
 * longest way from it to an output, and at least that of its layer's calls that come later. Layers
 * go by the depth of their deepest call, greatest first, and within one depth by their numbers;
 * calls go by depth, and within one by when their depth became known. Source: Keras, {@code
 * map_graph} in {@code ops/function.py}.
 */
final class CallOrder {
  private final Map<Layer, Integer> numbers = new IdentityHashMap<>();
  private final Set<Tensor.Call> met = new HashSet<>();
  private final List<Tensor.Call> finished = new ArrayList<>();
  private final Map<Tensor.Call, Integer> depths = new LinkedHashMap<>();
  private final Map<Layer, Integer> layerDepths = new IdentityHashMap<>();

  CallOrder(List<? extends Tensor> outputs) {
    outputs.forEach(this::search);
    measure();
  }

  /** The calls on the way to the outputs, in an order to compute them in. */
  List<Tensor.Call> calls() {
    return depths.keySet().stream()
        .sorted(Comparator.comparingInt(call -> -depths.get(call)))
        .toList();
  }

  /** The layers, each once. */
  List<Layer> layers() {
    return numbers.keySet().stream()
        .sorted(
            Comparator.<Layer>comparingInt(layer -> -layerDepths.get(layer))
                .thenComparingInt(numbers::get))
        .toList();
  }

  private record Visit(Tensor.Call call, Iterator<Tensor> rest) {}

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
        finished.add(last.call());
      }
    }
  }

  private void meet(Tensor tensor, Deque<Visit> path) {
    Tensor.Call call = tensor.call();
    if (call != null && met.add(call)) {
      numbers.putIfAbsent(call.layer(), numbers.size());
      path.addLast(new Visit(call, call.inputs().iterator()));
    }
  }

  private void measure() {
    for (int i = finished.size() - 1; i >= 0; i--) {
      Tensor.Call call = finished.get(i);
      int depth = Math.max(depths.getOrDefault(call, 0), layerDepths.getOrDefault(call.layer(), 0));
      depths.put(call, depth);
      layerDepths.put(call.layer(), depth);
      call.inputs().stream()
          .map(Tensor::call)
          .filter(Objects::nonNull)
          .forEach(input -> depths.merge(input, depth + 1, Math::max));
    }
  }
}

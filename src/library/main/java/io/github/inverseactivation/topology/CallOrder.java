package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The order that Keras gives the calls, the layers and so the weights of a functional model.
 *
 * <p>A search in depth from the outputs numbers layers as it meets them. A call's depth is the
 * longest way from it to an output, and at least that of its layer's calls that come later. Layers
 * go by the depth of their deepest call, greatest first, and within one depth by their numbers;
 * calls go by depth, and within one by when their depth became known. Source: Keras, {@code
 * map_graph} in {@code ops/function.py}.
 *
 * @param <C> a call
 * @param <L> a layer, told from others by {@code equals}
 */
public final class CallOrder<C, L> {
  private final Function<C, L> layers;
  private final Function<C, List<C>> parents;
  private final Map<L, Integer> numbers = new HashMap<>();
  private final Set<C> met = new HashSet<>();
  private final List<C> finished = new ArrayList<>();
  private final Map<C, Integer> depths = new LinkedHashMap<>();
  private final Map<L, Integer> layerDepths = new HashMap<>();

  /**
   * Finds the order.
   *
   * @param outputs the calls that make the model's outputs
   * @param layers gives a call's layer
   * @param parents gives the calls that make what a call takes, one for each argument
   */
  public CallOrder(List<C> outputs, Function<C, L> layers, Function<C, List<C>> parents) {
    this.layers = layers;
    this.parents = parents;
    outputs.forEach(this::search);
    measure();
  }

  /** The order of what is behind tensors. */
  static CallOrder<Tensor.Call, Layer> of(List<? extends Tensor> outputs) {
    return new CallOrder<>(makers(outputs), Tensor.Call::layer, call -> makers(call.inputs()));
  }

  private static List<Tensor.Call> makers(List<? extends Tensor> tensors) {
    return tensors.stream().map(Tensor::call).filter(Objects::nonNull).toList();
  }

  /**
   * The calls on the way to the outputs.
   *
   * @return calls in an order to compute them in
   */
  public List<C> calls() {
    return depths.keySet().stream()
        .sorted(Comparator.comparingInt(call -> -depths.get(call)))
        .toList();
  }

  /**
   * The layers on the way to the outputs.
   *
   * @return each once
   */
  public List<L> layers() {
    return numbers.keySet().stream()
        .sorted(
            Comparator.<L>comparingInt(layer -> -layerDepths.get(layer))
                .thenComparingInt(numbers::get))
        .toList();
  }

  private record Visit<C>(C call, Iterator<C> rest) {}

  /** A search with a stack of its own: a model may be deeper than the thread's. */
  private void search(C output) {
    Deque<Visit<C>> path = new ArrayDeque<>();
    meet(output, path);
    while (!path.isEmpty()) {
      Visit<C> last = path.getLast();
      if (last.rest().hasNext()) {
        meet(last.rest().next(), path);
      } else {
        path.removeLast();
        finished.add(last.call());
      }
    }
  }

  private void meet(C call, Deque<Visit<C>> path) {
    if (met.add(call)) {
      numbers.putIfAbsent(layers.apply(call), numbers.size());
      path.addLast(new Visit<>(call, parents.apply(call).iterator()));
    }
  }

  private void measure() {
    for (int i = finished.size() - 1; i >= 0; i--) {
      C call = finished.get(i);
      L layer = layers.apply(call);
      int depth = Math.max(depths.getOrDefault(call, 0), layerDepths.getOrDefault(layer, 0));
      depths.put(call, depth);
      layerDepths.put(layer, depth);
      parents.apply(call).forEach(parent -> depths.merge(parent, depth + 1, Math::max));
    }
  }
}

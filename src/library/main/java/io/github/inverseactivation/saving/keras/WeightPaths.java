package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.attention.GroupedQueryAttention;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.topology.Names;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where Keras 3 keeps each weight in a file.
 *
 * <pre>
 * layers/dense_1/vars/0                     a layer's own weight: by class, counted class by class
 * layers/lstm/cell/vars/0                   a weight of one of its parts, called cell/kernel here
 * layers/functional/layers/dense/vars/0     a weight of a model inside the model
 * layers/time_distributed/layer/layers/...  a weight of a model inside a layer
 * </pre>
 */
final class WeightPaths {
  private final Function<PlacedLayer, String> classNames;
  private final boolean asRead;

  private WeightPaths(Function<PlacedLayer, String> classNames, boolean asRead) {
    this.classNames = classNames;
    this.asRead = asRead;
  }

  /**
   * Paths in files that are written: layers composed of others are models there.
   *
   * @param classNames the name in Python of a layer's class
   */
  static WeightPaths asWritten(Function<PlacedLayer, String> classNames) {
    return new WeightPaths(classNames, false);
  }

  /**
   * Paths in files that are read: a layer composed of others is one of Python's, which has its
   * parts as attributes of their names.
   *
   * @param classNames the name in Python of a layer's class
   */
  static WeightPaths asRead(Function<PlacedLayer, String> classNames) {
    return new WeightPaths(classNames, true);
  }

  /** The path of each weight, in the network's order. */
  List<String> of(Network network) {
    Map<String, String> paths = network(network, "");
    return network.weights().stream().map(weight -> paths.get(weight.path())).toList();
  }

  /** Paths by the weights' paths within a network. */
  private Map<String, String> network(Network network, String root) {
    Map<String, String> paths = new HashMap<>();
    Names counted = new Names();
    for (PlacedLayer placed : (asRead ? network : network.expanded()).layers()) {
      String group = root + "layers/" + counted.next(classNames.apply(placed));
      List<String> names = placed.weights().stream().map(Weight::name).toList();
      layer(placed.layer(), names, group)
          .forEach((name, path) -> paths.put(placed.name() + "/" + name, path));
    }
    return paths;
  }

  /** Paths by the weights' names within a layer. */
  private Map<String, String> layer(Layer layer, List<String> names, String group) {
    if (layer instanceof NetworkLayer nested) {
      return network(nested.network(), group + "/");
    }
    Map<String, Layer> parts = layer.sublayers();
    Map<String, List<String>> ofParts = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    Map<String, String> paths = new HashMap<>();
    for (String name : names) {
      int first = name.indexOf('/');
      if (first >= 0 && parts.containsKey(name.substring(0, first))) {
        ofParts
            .computeIfAbsent(name.substring(0, first), each -> new ArrayList<>())
            .add(name.substring(first + 1));
      } else {
        String below = name.substring(0, name.lastIndexOf('/') + 1);
        String vars = group + "/" + attribute(layer, below) + "vars/";
        paths.put(name, vars + (counts.merge(vars, 1, Integer::sum) - 1));
      }
    }
    ofParts.forEach(
        (part, inner) ->
            layer(parts.get(part), inner, group + "/" + attribute(layer, part))
                .forEach((name, path) -> paths.put(part + "/" + name, path)));
    return paths;
  }

  /** What Keras's class calls a part: it has no public names for these. */
  private static String attribute(Layer layer, String part) {
    boolean isPrivate =
        layer instanceof GroupedQueryAttention
            || layer instanceof MultiHeadAttention && part.startsWith("gate_dense");
    return isPrivate ? "_" + part : part;
  }
}

package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.FormatException;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Goes through a file's tree once, and refuses what is not a tree. */
final class Hdf5Walk {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 1 << 20;

  private final String name;
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<Long, String> groups = new HashMap<>();
  private final Set<Long> above = new HashSet<>();

  Hdf5Walk(String name) {
    this.name = name;
  }

  /** All groups and arrays by path, the root's being empty. */
  Map<String, Node> nodes(Group root) {
    walk("", root, 0);
    return nodes;
  }

  private void walk(String path, Node node, int depth) {
    nodes.put(path, node);
    if (nodes.size() > MAX_NODES) {
      throw new FormatException(name + ": has more than " + MAX_NODES + " groups and arrays");
    }
    if (!(node instanceof Group group)) {
      return;
    }
    if (depth > MAX_DEPTH) {
      throw new FormatException(
          name + ": groups are nested more than " + MAX_DEPTH + " deep at /" + path);
    }
    long address = group.getAddress();
    if (!above.add(address)) {
      throw new FormatException(name + ": links form a cycle at /" + path);
    }
    String other = groups.put(address, path);
    if (other != null) {
      throw new FormatException(name + ": /" + other + " and /" + path + " are one and the same");
    }
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      String below = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
      if (child.getValue() instanceof Link || child.getValue().isLink()) {
        throw new FormatException(
            name
                + ": '"
                + below
                + "' links to another place or file: refused, only what is in the file itself is"
                + " read");
      }
      walk(below, child.getValue(), depth + 1);
    }
    above.remove(address);
  }
}

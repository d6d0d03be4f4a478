package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Which function calls which. TensorFlow writes functions out where they are called, so one that
 * calls itself, however indirectly, overflows the native stack, and a chain of functions that each
 * call the next one twice fills the memory.
 */
final class CallGraph {
  private final Map<String, FunctionDef> functions = new LinkedHashMap<>();
  private final Map<String, List<String>> calls = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final SavedModelLimits limits;

  CallGraph(GraphDef graph, SavedModelLimits limits) {
    this.limits = limits;
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      String name = function.getSignature().getName();
      if (functions.put(name, function) != null) {
        throw new FormatException("function " + name + " appears twice");
      }
      if (OperationRegistry.find(name) != null) {
        throw new FormatException("function " + name + " has the name of an operation");
      }
    }
    functions.forEach((name, function) -> calls.put(name, callees(function.getNodeDefList())));
    for (GradientDef gradient : graph.getLibrary().getGradientList()) {
      require(gradient.getFunctionName()).add(gradient.getGradientFunc());
      require(gradient.getGradientFunc());
    }
    functions.keySet().forEach(name -> visit(name, new LinkedHashSet<>()));
    long size = size(graph.getNodeList());
    if (size > limits.expandedNodes()) {
      throw new FormatException(
          "the graph has more than "
              + limits.expandedNodes()
              + " nodes when its functions are written out");
    }
  }

  /** The functions of the library by name. */
  Map<String, FunctionDef> functions() {
    return functions;
  }

  /** The functions that a function names. */
  List<String> calls(String function) {
    return calls.get(function);
  }

  private List<String> require(String function) {
    List<String> list = calls.get(function);
    if (list == null) {
      throw new FormatException("function '" + function + "' does not exist");
    }
    return list;
  }

  private List<String> callees(Collection<NodeDef> nodes) {
    List<String> callees = new ArrayList<>();
    nodes.forEach(node -> callees.addAll(GraphScope.callees(node, functions)));
    return callees;
  }

  private int visit(String function, Set<String> path) {
    Integer known = depths.get(function);
    if (known != null) {
      return known;
    }
    if (!path.add(function)) {
      throw new FormatException(
          "function " + function + " calls itself (" + String.join(" -> ", path) + ")");
    }
    int depth = 1;
    for (String called : require(function)) {
      require(called);
      depth = Math.max(depth, 1 + visit(called, path));
      if (depth > limits.callDepth() || path.size() > limits.callDepth()) {
        throw new FormatException(
            "functions call functions more than " + limits.callDepth() + " levels deep");
      }
    }
    path.remove(function);
    depths.put(function, depth);
    sizes.put(function, size(functions.get(function).getNodeDefList()));
    return depth;
  }

  private long size(List<NodeDef> nodes) {
    long size = nodes.size();
    for (String called : callees(nodes)) {
      size += sizes.getOrDefault(called, 0L);
      size = Math.min(size, limits.expandedNodes() + 1);
    }
    return size;
  }
}

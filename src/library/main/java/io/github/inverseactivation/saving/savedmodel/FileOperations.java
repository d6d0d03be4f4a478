package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * Checks the operations that read or write files and that every SavedModel needs: variables are
 * restored from the folder, tables are filled from its assets, and the graph that saves is never
 * run here.
 *
 * <p>A node belongs to the phases whose targets need it, a function to the phases of its callers. A
 * file operation must belong to its own phase alone, and the file name it reads must be the very
 * tensor that the loader feeds, followed back through identities, calls and a variable that can
 * hold nothing else.
 */
final class FileOperations {
  private static final int RESTORE = 1;
  private static final int SAVE = 2;
  private static final int INITIALISE = 4;
  private static final int RUN = 8;

  private final CallGraph calls;
  private final GraphScope graph;
  private final Map<String, GraphScope> scopes;
  private final Map<String, Integer> nodePhases = new HashMap<>();
  private final Map<String, Integer> functionPhases = new HashMap<>();
  private final Set<String> visited = new HashSet<>();

  FileOperations(CallGraph calls, GraphScope graph, Map<String, GraphScope> scopes) {
    this.calls = calls;
    this.graph = graph;
    this.scopes = scopes;
  }

  /**
   * Checks all graphs.
   *
   * @param restore the nodes that restore the variables
   * @param save the nodes that save them
   * @param initialise the nodes that initialise the model
   * @param run the nodes of the signatures
   * @param prefix the node that receives the name of the variables' files
   * @param assets the nodes that receive the names of the assets
   */
  void check(
      Collection<String> restore,
      Collection<String> save,
      Collection<String> initialise,
      Collection<String> run,
      Set<String> prefix,
      Set<String> assets) {
    mark(restore, RESTORE);
    mark(save, SAVE);
    mark(initialise, INITIALISE);
    mark(run, RUN);
    for (NodeDef node : graph.nodes().values()) {
      int phases = nodePhases.computeIfAbsent(node.getName(), name -> RUN);
      GraphScope.callees(node, calls.functions()).forEach(name -> markFunction(name, phases));
    }
    // Optimisers may swap functions that implement one interface, called or not.
    for (FunctionDef function : calls.functions().values()) {
      if (function.containsAttr("api_implements")) {
        markFunction(function.getSignature().getName(), RUN);
      }
    }
    checkPhases(graph, name -> nodePhases.get(name));
    scopes.forEach(
        (name, scope) -> checkPhases(scope, node -> functionPhases.getOrDefault(name, 0)));
    for (NodeDef node : graph.nodes().values()) {
      int phases = nodePhases.get(node.getName());
      if ((phases & RESTORE) != 0) {
        follow(graph, node, RESTORE, prefix);
      }
      if ((phases & INITIALISE) != 0) {
        follow(graph, node, INITIALISE, assets);
      }
    }
  }

  private void mark(Collection<String> targets, int phase) {
    Deque<String> open = new ArrayDeque<>(targets);
    while (!open.isEmpty()) {
      String name = open.pop();
      int before = nodePhases.getOrDefault(name, 0);
      if ((before & phase) != 0) {
        continue;
      }
      nodePhases.put(name, before | phase);
      NodeDef node = graph.nodes().get(name);
      node.getInputList().forEach(input -> open.push(InputName.parse(input, name).node()));
    }
  }

  private void markFunction(String function, int phases) {
    int before = functionPhases.getOrDefault(function, 0);
    if ((before | phases) == before) {
      return;
    }
    functionPhases.put(function, before | phases);
    calls.calls(function).forEach(called -> markFunction(called, phases));
  }

  private static void checkPhases(
      GraphScope scope, java.util.function.ToIntFunction<String> phases) {
    for (NodeDef node : scope.nodes().values()) {
      int allowed =
          switch (AllowedOperations.of(node.getOp())) {
            case RESTORE -> RESTORE;
            case SAVE -> SAVE;
            case INITIALISE -> INITIALISE;
            case ALWAYS, NEVER -> RESTORE | SAVE | INITIALISE | RUN;
          };
      if ((phases.applyAsInt(node.getName()) & ~allowed) != 0) {
        throw GraphScope.refused(
            scope.place(node) + " stands where it can run outside saving and restoring: it",
            AllowedOperations.reason(node.getOp()));
      }
    }
  }

  private void follow(GraphScope scope, NodeDef node, int phase, Set<String> fed) {
    AllowedOperations.Permission permission = AllowedOperations.of(node.getOp());
    int input =
        phase == RESTORE && permission == AllowedOperations.Permission.RESTORE
            ? 0
            : phase == INITIALISE && permission == AllowedOperations.Permission.INITIALISE ? 1 : -1;
    if (input >= 0 && !isFed(scope, node.getInput(input), fed)) {
      throw new FormatException(
          scope.place(node)
              + " reads a file that the model names itself: it is not allowed; "
              + GraphScope.ADVICE);
    }
    boolean passes =
        calls.functions().containsKey(node.getOp())
            || node.getOp().equals("PartitionedCall")
            || node.getOp().equals("StatefulPartitionedCall");
    for (String name : GraphScope.callees(node, calls.functions())) {
      GraphScope callee = scopes.get(name);
      List<String> arguments = callee.arguments();
      Set<String> fedArguments = new HashSet<>();
      for (int i = 0; passes && i < arguments.size(); i++) {
        if (isFed(scope, node.getInput(i), fed)) {
          fedArguments.add(arguments.get(i));
        }
      }
      if (visited.add(phase + " " + name + " " + fedArguments)) {
        callee.nodes().values().forEach(inner -> follow(callee, inner, phase, fedArguments));
      }
    }
  }

  /** Whether an input is a tensor that the loader feeds, or the same behind identities. */
  private boolean isFed(GraphScope scope, String input, Set<String> fed) {
    Set<String> seen = new HashSet<>();
    InputName name = InputName.parse(input, "");
    while (!name.control() && seen.add(name.node())) {
      if (name.index() <= 0 && fed.contains(name.node())) {
        return true;
      }
      NodeDef node = scope.nodes().get(name.node());
      if (node == null) {
        return false;
      }
      if (scope == graph && node.getOp().equals("ReadVariableOp")) {
        return holdsOnly(InputName.parse(node.getInput(0), "").node(), fed);
      }
      if (!node.getOp().equals("Identity")) {
        return false;
      }
      name = InputName.parse(node.getInput(0), "");
    }
    return false;
  }

  /**
   * Whether a variable can hold nothing but what the loader feeds: Python keeps the name of an
   * asset in a variable. So it is assigned from the fed tensor itself, used nowhere else, and no
   * other handle leads to it.
   */
  private boolean holdsOnly(String variable, Set<String> fed) {
    NodeDef handle = graph.nodes().get(variable);
    if (handle == null || !handle.getOp().equals("VarHandleOp")) {
      return false;
    }
    for (NodeDef user : graph.nodes().values()) {
      List<String> inputs =
          user.getInputList().stream()
              .map(input -> InputName.parse(input, ""))
              .filter(input -> !input.control())
              .map(InputName::node)
              .toList();
      boolean harmless =
          !inputs.contains(variable)
              || user.getOp().equals("ReadVariableOp")
              || user.getOp().equals("VarIsInitializedOp")
              || user.getOp().equals("AssignVariableOp") && fed.contains(inputs.get(1));
      if (!harmless) {
        return false;
      }
    }
    return handles(graph, handle) == 1
        && scopes.values().stream().allMatch(scope -> handles(scope, handle) == 0);
  }

  private static long handles(GraphScope scope, NodeDef handle) {
    return scope.nodes().values().stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .filter(node -> sharedName(node).equals(sharedName(handle)))
        .count();
  }

  private static String sharedName(NodeDef handle) {
    AttrValue name = handle.getAttrMap().get("shared_name");
    return name == null || name.getS().isEmpty() ? handle.getName() : name.getS().toStringUtf8();
  }
}

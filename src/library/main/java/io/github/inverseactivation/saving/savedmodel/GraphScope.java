package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * The nodes of the graph or of one function, with every node checked: its operation is known and
 * allowed, its attributes fit, and each input exists and is of the type that the operation takes.
 *
 * <p>The arity matters most: TensorFlow's kernels take it for granted, and a node with too few
 * inputs ends the process.
 */
final class GraphScope {
  /** What to do about a model that is refused and good all the same. */
  static final String ADVICE =
      "load it as trusted (SavedModel.loader(folder).trusted(true), on the command line --trusted)"
          + " only if you know who made it";

  private final String function;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, NodeTypes> types = new HashMap<>();
  private final Map<String, DataType> arguments = new LinkedHashMap<>();

  /** The graph itself. */
  GraphScope(List<NodeDef> nodes, Map<String, FunctionDef> functions, ValueChecker values) {
    this.function = null;
    check(nodes, functions, values);
  }

  /** One function of the graph's library. */
  GraphScope(FunctionDef definition, Map<String, FunctionDef> functions, ValueChecker values) {
    this.function = definition.getSignature().getName();
    for (OpDef.ArgDef argument : definition.getSignature().getInputArgList()) {
      if (argument.getType() == DataType.DT_INVALID) {
        throw new FormatException("function " + function + " is generic, which is not supported");
      }
      if (arguments.put(argument.getName(), argument.getType()) != null) {
        throw new FormatException(
            "function " + function + " has the argument " + argument.getName() + " twice");
      }
    }
    definition.getAttrMap().values().forEach(value -> values.check(value, "function " + function));
    definition
        .getArgAttrMap()
        .values()
        .forEach(
            attributes ->
                attributes
                    .getAttrMap()
                    .values()
                    .forEach(value -> values.check(value, "function " + function)));
    check(definition.getNodeDefList(), functions, values);
    checkResults(definition);
  }

  /** The nodes by name, in the file's order. */
  Map<String, NodeDef> nodes() {
    return nodes;
  }

  /** The function's arguments in order; none for the graph itself. */
  List<String> arguments() {
    return List.copyOf(arguments.keySet());
  }

  /** The types of a node's outputs, in order. */
  List<DataType> outputs(String node) {
    return types.get(node).flatOutputs();
  }

  /** The functions that a node names: its attributes', and its operation if that is a function. */
  static List<String> callees(NodeDef node, Map<String, FunctionDef> functions) {
    List<String> callees = new ArrayList<>();
    if (functions.containsKey(node.getOp())) {
      callees.add(node.getOp());
    }
    for (AttrValue value : node.getAttrMap().values()) {
      if (value.hasFunc()) {
        callees.add(value.getFunc().getName());
      } else if (value.hasList()) {
        value.getList().getFuncList().forEach(called -> callees.add(called.getName()));
      }
    }
    return callees;
  }

  /** How messages name a node: its operation and name, and the function it is in. */
  String place(NodeDef node) {
    return node.getOp()
        + " '"
        + node.getName()
        + "'"
        + (function == null ? "" : " in function " + function);
  }

  private void check(List<NodeDef> list, Map<String, FunctionDef> functions, ValueChecker values) {
    for (NodeDef node : list) {
      if (nodes.put(node.getName(), node) != null || arguments.containsKey(node.getName())) {
        throw new FormatException(place(node) + " appears twice");
      }
      checkOperation(node, functions);
      String place = place(node);
      for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
        values.check(attribute.getValue(), place + ", attribute " + attribute.getKey() + ",");
      }
      OpDef operation =
          functions.containsKey(node.getOp())
              ? functions.get(node.getOp()).getSignature()
              : OperationRegistry.find(node.getOp());
      NodeTypes nodeTypes = new NodeTypes(node, operation, place);
      types.put(node.getName(), nodeTypes);
      if (node.getOp().equals("Const")) {
        AttrValue value = node.getAttrMap().get("value");
        if (value.getTensor().getDtype() != node.getAttrMap().get("dtype").getType()) {
          throw new FormatException(place + " declares one type and holds another");
        }
      }
      FunctionCalls.check(node, functions, place);
    }
    nodes.values().forEach(this::checkInputs);
  }

  private void checkOperation(NodeDef node, Map<String, FunctionDef> functions) {
    String operation = node.getOp();
    if (functions.containsKey(operation)) {
      return;
    }
    String place =
        "op "
            + operation
            + " (node "
            + node.getName()
            + (function == null ? "" : " in function " + function)
            + ")";
    if (OperationRegistry.find(operation) == null) {
      throw new FormatException(
          place + " is unknown to TensorFlow " + TensorFlow.version() + ", which runs the model");
    }
    if (AllowedOperations.of(operation) == AllowedOperations.Permission.NEVER) {
      throw refused(place, AllowedOperations.reason(operation));
    }
    String wrong = AllowedOperations.wrongAttribute(node);
    if (!wrong.isEmpty()) {
      throw refused(place + " with " + wrong, "would reach outside the model");
    }
  }

  /** The refusal of an operation, with the way to load the model all the same. */
  static FormatException refused(String place, String reason) {
    return new FormatException(place + " is not allowed: it " + reason + "; " + ADVICE);
  }

  private void checkInputs(NodeDef node) {
    String place = place(node);
    List<DataType> arrived = new ArrayList<>();
    boolean control = false;
    for (String text : node.getInputList()) {
      InputName input = InputName.parse(text, place);
      if (input.control()) {
        control = true;
        // An argument is a node of the function's body, too, and gradients wait for theirs.
        if (!nodes.containsKey(input.node()) && !arguments.containsKey(input.node())) {
          throw missing(place, text);
        }
      } else if (control) {
        throw new FormatException(place + " has the input '" + text + "' after control inputs");
      } else {
        arrived.addAll(resolve(input, text, place));
      }
    }
    List<DataType> expected = types.get(node.getName()).inputs();
    if (arrived.size() != expected.size()) {
      throw new FormatException(
          place
              + " needs "
              + expected.size()
              + (expected.size() == 1 ? " input" : " inputs")
              + ", has "
              + arrived.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      if (TypeSizes.base(arrived.get(i)) != TypeSizes.base(expected.get(i))) {
        throw new FormatException(
            place + " takes " + expected.get(i) + " as input " + i + ", has " + arrived.get(i));
      }
    }
  }

  private List<DataType> resolve(InputName input, String text, String place) {
    DataType argument = arguments.get(input.node());
    if (argument != null) {
      if (!input.output().isEmpty() || input.index() > 0) {
        throw missing(place, text);
      }
      return List.of(argument);
    }
    NodeTypes source = types.get(input.node());
    if (source == null) {
      throw missing(place, text);
    }
    if (function == null) {
      int index = Math.max(input.index(), 0);
      List<DataType> outputs = source.flatOutputs();
      if (!input.output().isEmpty() || index >= outputs.size()) {
        throw missing(place, text);
      }
      return List.of(outputs.get(index));
    }
    List<DataType> output = source.outputs().get(input.output());
    // A name without a position may stand for a whole list; TensorFlow's writers always give it.
    boolean one = output != null && (input.index() >= 0 || output.size() == 1);
    if (!one || input.index() >= output.size()) {
      throw missing(place, text);
    }
    return List.of(output.get(Math.max(input.index(), 0)));
  }

  private static FormatException missing(String place, String text) {
    return new FormatException(place + " has the input '" + text + "', which does not exist");
  }

  private void checkResults(FunctionDef definition) {
    String place = "function " + function;
    for (OpDef.ArgDef result : definition.getSignature().getOutputArgList()) {
      String text = definition.getRetMap().get(result.getName());
      if (text == null) {
        throw new FormatException(place + " does not say what it returns as " + result.getName());
      }
      InputName input = InputName.parse(text, place);
      List<DataType> arrived = input.control() ? List.of() : resolve(input, text, place);
      if (!arrived.equals(List.of(result.getType()))) {
        throw new FormatException(
            place
                + " returns "
                + result.getType()
                + " as "
                + result.getName()
                + ", has "
                + arrived);
      }
    }
    for (String node : definition.getControlRetMap().values()) {
      if (!nodes.containsKey(node)) {
        throw missing(place, "^" + node);
      }
    }
  }
}

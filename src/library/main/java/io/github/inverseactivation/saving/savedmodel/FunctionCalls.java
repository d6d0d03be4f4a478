package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Checks that a function takes and returns what the node that calls it says. */
final class FunctionCalls {
  private FunctionCalls() {}

  static void check(NodeDef node, Map<String, FunctionDef> functions, String place) {
    for (String name : GraphScope.callees(node, functions)) {
      if (!functions.containsKey(name)) {
        throw new FormatException(place + " calls function '" + name + "', which does not exist");
      }
    }
    switch (node.getOp()) {
      case "PartitionedCall", "StatefulPartitionedCall" ->
          match(node, "f", types(node, "Tin"), types(node, "Tout"), functions, place);
      case "If", "StatelessIf" -> {
        match(node, "then_branch", types(node, "Tin"), types(node, "Tout"), functions, place);
        match(node, "else_branch", types(node, "Tin"), types(node, "Tout"), functions, place);
      }
      case "Case", "StatelessCase" ->
          match(node, "branches", types(node, "Tin"), types(node, "Tout"), functions, place);
      case "While", "StatelessWhile" -> {
        match(node, "cond", types(node, "T"), null, functions, place);
        match(node, "body", types(node, "T"), types(node, "T"), functions, place);
      }
      case "For" ->
          match(
              node,
              "body",
              joined(List.of(DataType.DT_INT32), types(node, "T")),
              types(node, "T"),
              functions,
              place);
      case "MapDefun" ->
          match(
              node,
              "f",
              joined(types(node, "Targuments"), types(node, "Tcaptured")),
              types(node, "output_types"),
              functions,
              place);
      case "XlaReduce", "XlaReduceWindow", "XlaScatter" -> {
        DataType type = node.getAttrMap().get("T").getType();
        List<DataType> pair = List.of(type, type);
        for (String attribute : List.of("reducer", "computation", "update_computation")) {
          if (node.getAttrMap().containsKey(attribute)) {
            match(node, attribute, pair, List.of(type), functions, place);
          }
        }
      }
      case "XlaVariadicReduce" -> {
        AttrValue type = node.getAttrMap().get("T");
        int count = (int) node.getAttrMap().get("N").getI();
        List<DataType> one = Collections.nCopies(count, type.getType());
        match(node, "reducer", joined(one, one), one, functions, place);
      }
      case "XlaVariadicReduceV2" -> {
        List<DataType> one = types(node, "T");
        match(node, "reducer", joined(one, one), one, functions, place);
      }
      case "XlaVariadicSort" -> {
        // Two operands of each input stand side by side.
        List<DataType> pairs =
            types(node, "T").stream().flatMap(type -> Stream.of(type, type)).toList();
        match(node, "comparator", pairs, List.of(DataType.DT_BOOL), functions, place);
      }
      default -> {
        if (!functions.containsKey(node.getOp())
            && !GraphScope.callees(node, functions).isEmpty()) {
          throw new FormatException(place + " names a function, which that operation cannot call");
        }
      }
    }
  }

  private static List<DataType> types(NodeDef node, String attribute) {
    // A list that is missing is the default one, which is empty where there is one.
    return node.getAttrMap()
        .getOrDefault(attribute, AttrValue.getDefaultInstance())
        .getList()
        .getTypeList();
  }

  private static List<DataType> joined(List<DataType> first, List<DataType> second) {
    List<DataType> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static void match(
      NodeDef node,
      String attribute,
      List<DataType> inputs,
      List<DataType> outputs,
      Map<String, FunctionDef> functions,
      String place) {
    AttrValue value = node.getAttrMap().get(attribute);
    List<String> names = new ArrayList<>();
    if (value.hasFunc()) {
      names.add(value.getFunc().getName());
    } else {
      value.getList().getFuncList().forEach(function -> names.add(function.getName()));
    }
    for (String name : names) {
      OpDef signature = functions.get(name).getSignature();
      List<DataType> takes =
          signature.getInputArgList().stream().map(OpDef.ArgDef::getType).toList();
      List<DataType> returns =
          signature.getOutputArgList().stream().map(OpDef.ArgDef::getType).toList();
      boolean fits =
          takes.equals(inputs) && (outputs == null ? returns.size() == 1 : returns.equals(outputs));
      if (!fits) {
        throw new FormatException(
            place + " does not fit function " + name + ", which maps " + takes + " to " + returns);
      }
    }
  }
}

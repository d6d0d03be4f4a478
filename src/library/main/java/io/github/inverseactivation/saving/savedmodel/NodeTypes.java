package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A node held against the definition of its operation: its attributes are there and of the right
 * kind, and from them follow the types of its inputs and outputs.
 */
final class NodeTypes {
  private static final int MAX_LIST = 1 << 20;

  private final NodeDef node;
  private final OpDef operation;
  private final String place;
  private final List<DataType> inputs = new ArrayList<>();
  private final Map<String, List<DataType>> outputs = new LinkedHashMap<>();

  NodeTypes(NodeDef node, OpDef operation, String place) {
    this.node = node;
    this.operation = operation;
    this.place = place;
    operation.getAttrList().forEach(this::checkAttribute);
    operation.getInputArgList().forEach(argument -> inputs.addAll(types(argument)));
    operation
        .getOutputArgList()
        .forEach(argument -> outputs.put(argument.getName(), types(argument)));
  }

  /** The types of all inputs, in order. */
  List<DataType> inputs() {
    return inputs;
  }

  /** The types of the named outputs, in order. */
  Map<String, List<DataType>> outputs() {
    return outputs;
  }

  /** The types of all outputs, in order. */
  List<DataType> flatOutputs() {
    return outputs.values().stream().flatMap(List::stream).toList();
  }

  private AttrValue attribute(String name) {
    AttrValue value = node.getAttrMap().get(name);
    if (value != null) {
      return value;
    }
    for (OpDef.AttrDef attribute : operation.getAttrList()) {
      if (attribute.getName().equals(name) && attribute.hasDefaultValue()) {
        return attribute.getDefaultValue();
      }
    }
    throw new FormatException(place + " has no attribute " + name);
  }

  private void checkAttribute(OpDef.AttrDef definition) {
    AttrValue value = attribute(definition.getName());
    String type = definition.getType();
    boolean list = type.startsWith("list(");
    if (value.getValueCase() != expected(type)) {
      throw wrong(definition, value);
    }
    if (list) {
      checkList(definition, value.getList(), type.substring(5, type.length() - 1), value);
    }
    if (definition.getHasMinimum()) {
      long number =
          list ? size(value.getList()) : type.equals("int") ? value.getI() : Long.MAX_VALUE;
      if (number < definition.getMinimum()) {
        throw new FormatException(
            place
                + " has "
                + definition.getName()
                + " = "
                + number
                + ", but at least "
                + definition.getMinimum()
                + " is needed");
      }
    }
    if (definition.hasAllowedValues()) {
      AttrValue.ListValue allowed = definition.getAllowedValues().getList();
      boolean fits =
          switch (type) {
            case "type" -> allowed.getTypeList().contains(value.getType());
            case "list(type)" -> allowed.getTypeList().containsAll(value.getList().getTypeList());
            case "string" -> allowed.getSList().contains(value.getS());
            case "list(string)" -> allowed.getSList().containsAll(value.getList().getSList());
            default -> true;
          };
      if (!fits) {
        throw wrong(definition, value);
      }
    }
  }

  private void checkList(
      OpDef.AttrDef definition, AttrValue.ListValue list, String element, AttrValue value) {
    int same =
        switch (element) {
          case "string" -> list.getSCount();
          case "int" -> list.getICount();
          case "float" -> list.getFCount();
          case "bool" -> list.getBCount();
          case "type" -> list.getTypeCount();
          case "shape" -> list.getShapeCount();
          case "tensor" -> list.getTensorCount();
          case "func" -> list.getFuncCount();
          default -> 0;
        };
    if (same != size(list)) {
      throw wrong(definition, value);
    }
  }

  private FormatException wrong(OpDef.AttrDef definition, AttrValue value) {
    String text = value.toString().replaceAll("\\s+", " ").strip();
    return new FormatException(
        place
            + " has a wrong attribute "
            + definition.getName()
            + ": "
            + (text.length() > 60 ? text.substring(0, 60) + "..." : text)
            + " is not a "
            + definition.getType()
            + " it takes");
  }

  private static int size(AttrValue.ListValue list) {
    return list.getSCount()
        + list.getICount()
        + list.getFCount()
        + list.getBCount()
        + list.getTypeCount()
        + list.getShapeCount()
        + list.getTensorCount()
        + list.getFuncCount();
  }

  private static AttrValue.ValueCase expected(String type) {
    return switch (type) {
      case "string" -> AttrValue.ValueCase.S;
      case "int" -> AttrValue.ValueCase.I;
      case "float" -> AttrValue.ValueCase.F;
      case "bool" -> AttrValue.ValueCase.B;
      case "type" -> AttrValue.ValueCase.TYPE;
      case "shape" -> AttrValue.ValueCase.SHAPE;
      case "tensor" -> AttrValue.ValueCase.TENSOR;
      case "func" -> AttrValue.ValueCase.FUNC;
      default -> AttrValue.ValueCase.LIST;
    };
  }

  private List<DataType> types(OpDef.ArgDef argument) {
    if (!argument.getTypeListAttr().isEmpty()) {
      return attribute(argument.getTypeListAttr()).getList().getTypeList();
    }
    DataType type =
        argument.getTypeAttr().isEmpty()
            ? argument.getType()
            : attribute(argument.getTypeAttr()).getType();
    if (argument.getNumberAttr().isEmpty()) {
      return List.of(type);
    }
    long number = attribute(argument.getNumberAttr()).getI();
    if (number < 0 || number > MAX_LIST) {
      throw new FormatException(place + " has " + argument.getNumberAttr() + " = " + number);
    }
    return java.util.Collections.nCopies((int) number, type);
  }
}

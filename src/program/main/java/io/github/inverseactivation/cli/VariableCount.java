package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.FormatException;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

/**
 * The parameters of a SavedModel from elsewhere: the floating-point variables of its object graph
 * that are not an optimizer's. Without an object graph (TensorFlow 1) they are the graph's
 * variables, and all count as trainable, because nothing says which are.
 */
record VariableCount(long parameters, long trainable) {
  private static final Set<String> OPERATIONS = Set.of("VarHandleOp", "VariableV2", "Variable");

  static VariableCount of(MetaGraphDef meta) {
    if (meta.getObjectGraphDef().getNodesCount() == 0) {
      return ofGraph(meta);
    }
    Set<Integer> slots = new HashSet<>();
    for (SavedObject object : meta.getObjectGraphDef().getNodesList()) {
      for (SlotVariableReference slot : object.getSlotVariablesList()) {
        slots.add(slot.getSlotVariableNodeId());
      }
    }
    long parameters = 0;
    long trainable = 0;
    for (int i = 0; i < meta.getObjectGraphDef().getNodesCount(); i++) {
      SavedObject object = meta.getObjectGraphDef().getNodes(i);
      if (object.hasVariable() && !slots.contains(i) && isFloating(object.getVariable())) {
        long size = size(object.getVariable().getShape(), object.getVariable().getName());
        parameters = Math.addExact(parameters, size);
        trainable += object.getVariable().getTrainable() ? size : 0;
      }
    }
    return new VariableCount(parameters, trainable);
  }

  private static boolean isFloating(SavedVariable variable) {
    return isFloating(variable.getDtype());
  }

  private static boolean isFloating(DataType type) {
    return switch (type) {
      case DT_FLOAT, DT_DOUBLE, DT_HALF, DT_BFLOAT16 -> true;
      default -> false;
    };
  }

  private static VariableCount ofGraph(MetaGraphDef meta) {
    long parameters = 0;
    for (NodeDef node : meta.getGraphDef().getNodeList()) {
      if (OPERATIONS.contains(node.getOp()) && isFloating(attribute(node, "dtype").getType())) {
        long size = size(attribute(node, "shape").getShape(), node.getName());
        parameters = Math.addExact(parameters, size);
      }
    }
    return new VariableCount(parameters, parameters);
  }

  private static AttrValue attribute(NodeDef node, String name) {
    AttrValue value = node.getAttrMap().get(name);
    if (value == null) {
      throw new FormatException("variable " + node.getName() + " has no attribute " + name);
    }
    return value;
  }

  private static long size(TensorShapeProto shape, String name) {
    try {
      long size = 1;
      for (TensorShapeProto.Dim dimension : shape.getDimList()) {
        if (dimension.getSize() < 0) {
          throw new FormatException("variable " + name + " has no definite shape");
        }
        size = Math.multiplyExact(size, dimension.getSize());
      }
      return size;
    } catch (ArithmeticException e) {
      throw new FormatException("variable " + name + " has more elements than can be counted", e);
    }
  }
}

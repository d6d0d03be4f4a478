package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.Slot;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The state that an optimizer keeps for each trained weight, as resource variables. */
final class Slots {

  /** One variable, and how it is read and replaced. */
  private record Variable(
      Weight weight,
      String slot,
      Operand<? extends TType> handle,
      Operand<TFloat32> read,
      Operand<TFloat32> feed,
      Op assign) {}

  private final List<Weight> trained;
  private final List<Variable> variables = new ArrayList<>();

  Slots(Ops tf, Session session, List<Weight> trained, Optimizer optimizer, String prefix) {
    this.trained = trained;
    Session.Runner runner = session.runner();
    for (Weight weight : trained) {
      Shape shape = weight.spec().shape();
      for (Slot slot : optimizer.slots()) {
        String name = prefix + "/" + weight.path() + "/" + slot.name();
        var handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
        Operand<TFloat32> initial =
            tf.fill(tf.constant(shape.asArray()), tf.constant((float) slot.initialValue()));
        runner.addTarget(tf.assignVariableOp(handle, initial).op());
        Operand<TFloat32> feed = tf.placeholder(TFloat32.class);
        variables.add(
            new Variable(
                weight,
                slot.name(),
                handle,
                tf.readVariableOp(handle, TFloat32.class),
                feed,
                tf.assignVariableOp(handle, feed)));
      }
    }
    if (!variables.isEmpty()) {
      runner.run().close();
    }
  }

  /** The handles of one weight's slots, by name. */
  Map<String, Operand<? extends TType>> of(Weight weight) {
    Map<String, Operand<? extends TType>> handles = new HashMap<>();
    for (Variable variable : variables) {
      if (variable.weight().index() == weight.index()) {
        handles.put(variable.slot(), variable.handle());
      }
    }
    return handles;
  }

  /** Copies all values out of the runtime: for each trained weight, by the slot's name. */
  List<Map<String, Array>> get(Session session) {
    Map<Integer, Map<String, Array>> values = new LinkedHashMap<>();
    trained.forEach(weight -> values.put(weight.index(), new LinkedHashMap<>()));
    if (!variables.isEmpty()) {
      Session.Runner runner = session.runner();
      variables.forEach(variable -> runner.fetch(variable.read()));
      try (Result result = runner.run()) {
        for (int i = 0; i < variables.size(); i++) {
          Variable variable = variables.get(i);
          values
              .get(variable.weight().index())
              .put(variable.slot(), Tensors.toArray(result.get(i)));
        }
      }
    }
    return List.copyOf(values.values());
  }

  /** Replaces all values, or none if one does not fit. */
  void set(Session session, List<Map<String, Array>> values) {
    if (values.size() != trained.size()) {
      throw new IllegalArgumentException(
          "the optimizer's state is of " + values.size() + " weights, expected " + trained.size());
    }
    if (variables.isEmpty()) {
      return;
    }
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      for (Variable variable : variables) {
        Array value = values.get(trained.indexOf(variable.weight())).get(variable.slot());
        long[] expected = variable.weight().spec().shape().asArray();
        if (value == null || !Arrays.equals(expected, value.shape())) {
          throw new IllegalArgumentException(
              variable.weight().path()
                  + ": the optimizer's "
                  + variable.slot()
                  + " is expected in the shape "
                  + Arrays.toString(expected)
                  + ", found "
                  + value);
        }
        runner
            .feed(variable.feed(), tensors.add(Tensors.toTensor(value.cast(DType.FLOAT32))))
            .addTarget(variable.assign().op());
      }
      runner.run().close();
    }
  }
}

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
import java.util.Iterator;
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

/**
 * The state that an optimizer keeps, as resource variables: slots for each trained weight, and
 * scalars for all together.
 */
final class Slots {

  /** One variable, and how it is read and replaced. */
  private record Variable(
      String slot,
      String place,
      Shape shape,
      Operand<? extends TType> handle,
      Operand<TFloat32> read,
      Operand<TFloat32> feed,
      Op assign) {}

  private final List<Weight> trained;

  /** For each trained weight, in order, its slots. */
  private final List<List<Variable>> slots = new ArrayList<>();

  private final List<Variable> scalars = new ArrayList<>();

  Slots(Ops tf, Session session, List<Weight> trained, Optimizer optimizer, String prefix) {
    this.trained = trained;
    Session.Runner runner = session.runner();
    for (Weight weight : trained) {
      List<Variable> variables = new ArrayList<>();
      for (Slot slot : optimizer.slots()) {
        Shape shape = weight.spec().shape();
        if (optimizer.needs(slot, weight.path(), shape)) {
          String place = prefix + "/" + weight.path();
          variables.add(variable(tf, runner, slot, slot.shape(shape), place));
        }
      }
      slots.add(variables);
    }
    for (Slot scalar : optimizer.scalars()) {
      scalars.add(variable(tf, runner, scalar, Shape.scalar(), prefix));
    }
    if (!all().isEmpty()) {
      runner.run().close();
    }
  }

  private static Variable variable(
      Ops tf, Session.Runner runner, Slot slot, Shape shape, String place) {
    String name = place + "/" + slot.name();
    var handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    Operand<TFloat32> initial =
        tf.fill(tf.constant(shape.asArray()), tf.constant((float) slot.initialValue()));
    runner.addTarget(tf.assignVariableOp(handle, initial).op());
    Operand<TFloat32> feed = tf.placeholder(TFloat32.class);
    return new Variable(
        slot.name(),
        place,
        shape,
        handle,
        tf.readVariableOp(handle, TFloat32.class),
        feed,
        tf.assignVariableOp(handle, feed));
  }

  private List<Variable> all() {
    List<Variable> all = new ArrayList<>();
    slots.forEach(all::addAll);
    all.addAll(scalars);
    return all;
  }

  /** The handles of one weight's slots and of the scalars, by name. */
  Map<String, Operand<? extends TType>> of(Weight weight) {
    Map<String, Operand<? extends TType>> handles = new HashMap<>();
    for (int i = 0; i < trained.size(); i++) {
      if (trained.get(i).index() == weight.index()) {
        slots.get(i).forEach(variable -> handles.put(variable.slot(), variable.handle()));
      }
    }
    scalars.forEach(variable -> handles.put(variable.slot(), variable.handle()));
    return handles;
  }

  /** Copies one slot of all trained weights out of the runtime, in the weights' order. */
  List<Array> get(Session session, String slot) {
    return read(
        session,
        slots.stream().flatMap(List::stream).filter(each -> each.slot().equals(slot)).toList());
  }

  /** Copies all slots out of the runtime: for each trained weight, by the slot's name. */
  List<Map<String, Array>> get(Session session) {
    Iterator<Array> values =
        read(session, slots.stream().flatMap(List::stream).toList()).iterator();
    List<Map<String, Array>> byWeight = new ArrayList<>();
    for (List<Variable> variables : slots) {
      Map<String, Array> named = new LinkedHashMap<>();
      variables.forEach(variable -> named.put(variable.slot(), values.next()));
      byWeight.add(named);
    }
    return byWeight;
  }

  /** Copies all scalars out of the runtime, by name. */
  Map<String, Array> scalars(Session session) {
    Iterator<Array> values = read(session, scalars).iterator();
    Map<String, Array> named = new LinkedHashMap<>();
    scalars.forEach(scalar -> named.put(scalar.slot(), values.next()));
    return named;
  }

  private static List<Array> read(Session session, List<Variable> variables) {
    List<Array> values = new ArrayList<>();
    if (!variables.isEmpty()) {
      Session.Runner runner = session.runner();
      variables.forEach(variable -> runner.fetch(variable.read()));
      try (Result result = runner.run()) {
        for (int i = 0; i < variables.size(); i++) {
          values.add(Tensors.toArray(result.get(i)));
        }
      }
    }
    return values;
  }

  /** Replaces one slot of all trained weights, which are in the weights' order. */
  void set(Session session, String slot, List<Array> values) {
    if (values.isEmpty()) {
      return;
    }
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      for (int i = 0; i < slots.size(); i++) {
        for (Variable variable : slots.get(i)) {
          if (variable.slot().equals(slot)) {
            feed(runner, tensors, variable, values.get(i));
          }
        }
      }
      runner.run().close();
    }
  }

  /** Replaces all values, or none if one does not fit. */
  void set(Session session, List<Map<String, Array>> values, Map<String, Array> scalarValues) {
    if (values.size() != trained.size()) {
      throw new IllegalArgumentException(
          "the optimizer's state is of " + values.size() + " weights, expected " + trained.size());
    }
    if (all().isEmpty()) {
      return;
    }
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      for (int i = 0; i < slots.size(); i++) {
        for (Variable variable : slots.get(i)) {
          feed(runner, tensors, variable, values.get(i).get(variable.slot()));
        }
      }
      for (Variable scalar : scalars) {
        feed(runner, tensors, scalar, scalarValues.get(scalar.slot()));
      }
      runner.run().close();
    }
  }

  private static void feed(
      Session.Runner runner, TensorScope tensors, Variable variable, Array value) {
    long[] expected = variable.shape().asArray();
    if (value == null || !Arrays.equals(expected, value.shape())) {
      throw new IllegalArgumentException(
          variable.place()
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
}

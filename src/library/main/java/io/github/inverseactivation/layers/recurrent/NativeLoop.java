package io.github.inverseactivation.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A sequence of any length, in prediction: the runtime's own loop, with a function for a step.
 *
 * <p>The loop's variables are a counter and a limit that nothing is computed from, the step's
 * number, the number of steps, the inputs, the states, the last output, then where they are wanted
 * the mask and the outputs, then the weights. tf2onnx takes the first two for those of ONNX's own
 * loop, and makes them of another type than the steps' numbers. TensorFlow has no gradient for it
 * in Java.
 *
 * @param <T> the type computed in
 */
final class NativeLoop<T extends TNumber> {
  private static final int STEP = 2;
  private static final int TIME = 3;
  private static final int INPUTS = 4;
  private static final int STATES = 5;

  private final Ops tf;
  private final Sequence<T> sequence;
  private final int states;

  NativeLoop(Sequence<T> sequence) {
    this.tf = sequence.context().tf();
    this.sequence = sequence;
    this.states = sequence.initial().size();
  }

  Sequence.Result<T> emit() {
    List<Operand<?>> variables = variables();
    List<Operand<?>> all = new ArrayList<>(variables);
    List<Output<?>> results = new ArrayList<>();
    try (Graph graph = new Graph();
        Graph test = new Graph()) {
      Body body = new Body(Ops.create(graph), variables);
      List<Operand<?>> next = body.emit();
      all.addAll(body.step.values());
      List<Operand<?>> arguments = new ArrayList<>(body.arguments);
      arguments.addAll(body.step.arguments());
      next.addAll(body.step.arguments());
      Ops condition = Ops.create(test);
      List<Operand<?>> tested = placeholders(condition, all);
      String shapes = shapes(all);
      try (ConcreteFunction stepFunction =
              function("step" + shapes, body.ops, arguments, next, graph);
          ConcreteFunction unfinished =
              function(
                  "unfinished" + shapes,
                  condition,
                  tested,
                  List.of(
                      condition.math.less(integer(tested.get(STEP)), integer(tested.get(TIME)))),
                  test)) {
        results.addAll(tf.statelessWhile(all, unfinished, stepFunction).output());
      }
    }
    List<Operand<T>> last = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      last.add(typed(results.get(STATES + i)));
    }
    Operand<T> output = typed(results.get(STATES + states));
    return new Sequence.Result<>(sequence.all() ? stacked(results) : output, last);
  }

  /**
   * A part of the functions' names: TensorFlow makes the rest from their operations alone, and two
   * functions that differ in their arguments' shapes must not have one name.
   */
  private static String shapes(List<Operand<?>> variables) {
    StringBuilder name = new StringBuilder();
    for (Operand<?> variable : variables) {
      name.append('_');
      for (long size : variable.shape().asArray()) {
        name.append(size < 0 ? "n" : String.valueOf(size)).append('x');
      }
    }
    return name.toString();
  }

  /** The outputs of all steps; the mask, where there is one, stands before them. */
  private Operand<T> stacked(List<Output<?>> results) {
    Operand<T> outputs = typed(results.get(STATES + states + (sequence.mask() == null ? 1 : 2)));
    return sequence.swapped(outputs);
  }

  /** What the loop begins with, but for the weights. */
  private List<Operand<?>> variables() {
    Operand<T> x = sequence.timeFirst();
    Operand<T> inputs = sequence.cell().steps(sequence.context()).project(x);
    Operand<TInt32> time =
        tf.reshape(tf.slice(tf.shape(x), tf.array(0), tf.array(1)), tf.constant(new int[0]));
    List<Operand<?>> variables = new ArrayList<>();
    variables.add(tf.constant(0));
    variables.add(time);
    variables.add(tf.constant(0));
    variables.add(time);
    variables.add(inputs);
    variables.addAll(sequence.initial());
    variables.addAll(States.zeros(sequence.context(), sequence.x(), List.of(sequence.stepShape())));
    if (sequence.mask() != null) {
      variables.add(sequence.outputMask());
    }
    if (sequence.all()) {
      Operand<TInt32> leading = tf.slice(tf.shape(x), tf.array(0), tf.array(2));
      Operand<TInt32> size = States.sizes(tf, sequence.stepShape());
      variables.add(
          tf.fill(
              tf.concat(List.of(leading, size), tf.constant(0)), sequence.context().constant(0)));
    }
    return variables;
  }

  /** One step. */
  private final class Body {
    private final Ops ops;
    private final List<Operand<?>> arguments;
    private final StepContext<T> step;

    Body(Ops ops, List<Operand<?>> variables) {
      this.ops = ops;
      this.arguments = placeholders(ops, variables);
      this.step = new StepContext<>(sequence.context(), ops);
    }

    List<Operand<?>> emit() {
      Operand<TInt32> index = integer(arguments.get(STEP));
      Operand<TInt32> time = integer(arguments.get(TIME));
      Operand<TInt32> at =
          sequence.backwards() ? ops.math.sub(ops.math.sub(time, ops.constant(1)), index) : index;
      Operand<T> inputs = typed(arguments.get(INPUTS));
      List<Operand<T>> before = new ArrayList<>();
      for (int i = 0; i < states; i++) {
        before.add(typed(arguments.get(STATES + i)));
      }
      List<Operand<T>> stepped =
          sequence.cell().steps(step).step(ops.gather(inputs, at, ops.constant(0)), before);
      List<Operand<T>> after = new ArrayList<>(stepped.subList(1, stepped.size()));
      Operand<T> output = stepped.get(0);
      int position = STATES + states + 1;
      Operand<TBool> masks = null;
      if (sequence.mask() != null) {
        masks = truth(arguments.get(position++));
        Operand<TBool> mask = ops.gather(masks, at, ops.constant(0));
        for (int i = 0; i < states; i++) {
          after.set(i, ops.select(mask, after.get(i), before.get(i)));
        }
        Operand<T> previous =
            sequence.zeroMasked() ? ops.zerosLike(output) : typed(arguments.get(STATES + states));
        output = ops.select(mask, output, previous);
      }
      List<Operand<?>> next = new ArrayList<>();
      next.add(arguments.get(0));
      next.add(arguments.get(1));
      next.add(ops.math.add(index, ops.constant(1)));
      next.add(time);
      next.add(inputs);
      next.addAll(after);
      next.add(output);
      if (masks != null) {
        next.add(masks);
      }
      if (sequence.all()) {
        next.add(
            ops.tensorScatterNdUpdate(
                typed(arguments.get(position)),
                ops.reshape(index, ops.array(1, 1)),
                ops.expandDims(output, ops.constant(0))));
      }
      return next;
    }
  }

  private static ConcreteFunction function(
      String name, Ops ops, List<Operand<?>> arguments, List<Operand<?>> results, Graph graph) {
    Signature.Builder signature = Signature.builder(name);
    for (int i = 0; i < arguments.size(); i++) {
      signature.input("argument_" + i, arguments.get(i));
    }
    for (int i = 0; i < results.size(); i++) {
      // An output of its own, so that the same value may be returned twice or be an argument.
      signature.output("result_" + i, ops.identity(results.get(i)));
    }
    return ConcreteFunction.create(signature.build(), graph);
  }

  private static List<Operand<?>> placeholders(Ops ops, List<Operand<?>> values) {
    List<Operand<?>> placeholders = new ArrayList<>();
    for (Operand<?> value : values) {
      Output<?> output = value.asOutput();
      placeholders.add(
          ops.scope()
              .opBuilder("Placeholder", "argument")
              .setAttr("dtype", output.dataType())
              .setAttr("shape", output.shape())
              .build()
              .output(0));
    }
    return placeholders;
  }

  @SuppressWarnings("unchecked") // the loop's variables keep their types and places
  private static Operand<TInt32> integer(Operand<?> variable) {
    return (Operand<TInt32>) variable;
  }

  @SuppressWarnings("unchecked")
  private static Operand<TBool> truth(Operand<?> variable) {
    return (Operand<TBool>) variable;
  }

  @SuppressWarnings("unchecked")
  private Operand<T> typed(Operand<?> variable) {
    return (Operand<T>) variable;
  }
}

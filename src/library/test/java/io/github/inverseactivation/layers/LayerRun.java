package io.github.inverseactivation.layers;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** One layer in a graph of its own, whose weights are fed. */
public final class LayerRun implements AutoCloseable {
  private static final long SEED = 1234;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Network network;
  private final int sequences;
  private final List<Placeholder<TFloat32>> inputs;
  private final Placeholder<TInt64> step;
  private final Map<String, Placeholder<TFloat32>> weights = new LinkedHashMap<>();
  private final NetworkCall<TFloat32> call;

  public LayerRun(Layer layer, Shape inputShape, boolean training) {
    this(layer, List.of(inputShape), training);
  }

  public LayerRun(Layer layer, List<Shape> inputShapes, boolean training) {
    this(layer, inputShapes, List.of(), training);
  }

  /**
   * A layer whose inputs have masks, which are fed after the inputs.
   *
   * @param maskShapes for each input its mask's shape, null where it has none; empty for no masks
   */
  public LayerRun(Layer layer, List<Shape> inputShapes, List<Shape> maskShapes, boolean training) {
    network =
        maskShapes.isEmpty()
            ? Network.single(
                "test",
                inputShapes.stream().map(shape -> new NetworkInput("input", shape)).toList(),
                layer)
            : MaskedInput.network(layer, inputShapes, maskShapes);
    sequences = inputShapes.size();
    inputs =
        network.inputs().stream()
            .map(input -> tf.placeholder(TFloat32.class, Placeholder.shape(input.shape())))
            .toList();
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    call =
        training
            ? NetworkCall.training(network, tf, TFloat32.class, this::weight, inputs, SEED, step)
            : NetworkCall.inference(network, tf, TFloat32.class, this::weight, inputs);
  }

  private Operand<TFloat32> weight(Weight weight) {
    Placeholder<TFloat32> placeholder =
        tf.placeholder(TFloat32.class, Placeholder.shape(weight.spec().shape()));
    weights.put(weight.name(), placeholder);
    return placeholder;
  }

  public Network network() {
    return network;
  }

  public Operand<TFloat32> output() {
    return call.outputs().get(0);
  }

  public List<Operand<TFloat32>> outputs() {
    return call.outputs();
  }

  public List<String> updated() {
    return call.updates().keySet().stream().map(Weight::name).toList();
  }

  public boolean outputIsInput() {
    return output().asOutput().equals(inputs.get(0).asOutput());
  }

  public List<String> operationTypes() {
    Iterable<GraphOperation> operations = () -> graph.operations();
    return StreamSupport.stream(operations.spliterator(), false).map(GraphOperation::type).toList();
  }

  /**
   * What a run gives: the outputs and their masks, what was added to the loss, gradients of sum(y
   * g) and the loss, and updates of weights.
   */
  public record Values(
      List<Array> ys,
      List<Array> masks,
      Array loss,
      List<Array> inputGradients,
      Map<String, Array> gradients,
      Map<String, Array> updates) {

    public Array y() {
      return ys.get(0);
    }
  }

  public Array output(Array x, Map<String, Array> weightValues, long stepNumber) {
    return output(List.of(x), weightValues, stepNumber);
  }

  public Array output(List<Array> x, Map<String, Array> weightValues, long stepNumber) {
    List<Output<?>> fetches = List.of(tf.identity(output()).asOutput());
    return fetch(x, weightValues, List.of(), List.of(), fetches, stepNumber).get(0);
  }

  /** What comes out of several inputs. */
  public List<Array> outputs(List<Array> x, Map<String, Array> weightValues) {
    List<Output<?>> fetches = new ArrayList<>();
    outputs().forEach(output -> fetches.add(tf.identity(output).asOutput()));
    return fetch(x, weightValues, List.of(), List.of(), fetches, 0);
  }

  public Values run(
      List<Array> x, Map<String, Array> weightValues, Array g, boolean inputGradient) {
    return run(
        x,
        weightValues,
        List.of(g),
        x.stream().limit(sequences).map(each -> inputGradient).toList());
  }

  /** Runs with gradients for some of the inputs; for the others, they are null. */
  public Values run(
      List<Array> x, Map<String, Array> weightValues, List<Array> g, List<Boolean> inputGradient) {
    List<Placeholder<TFloat32>> cotangents =
        g.stream()
            .map(each -> Placeholder.shape(Shape.of(each.shape())))
            .map(shape -> tf.placeholder(TFloat32.class, shape))
            .toList();
    List<String> names = new ArrayList<>();
    List<Operand<?>> variables = new ArrayList<>();
    for (int i = 0; i < inputGradient.size(); i++) {
      if (inputGradient.get(i)) {
        variables.add(inputs.get(i));
      }
    }
    for (Weight weight : network.weights()) {
      if (weight.trainable()) {
        names.add(weight.name());
        variables.add(weights.get(weight.name()));
      }
    }
    List<Output<?>> fetches = new ArrayList<>();
    // The input itself cannot be fetched.
    outputs().forEach(output -> fetches.add(tf.identity(output).asOutput()));
    call.outputMasks().stream()
        .filter(Objects::nonNull)
        .forEach(mask -> fetches.add(tf.dtypes.cast(mask, TFloat32.class).asOutput()));
    Operand<TFloat32> loss =
        call.losses().stream().reduce(tf.constant(0f), (sum, each) -> tf.math.add(sum, each));
    fetches.add(loss.asOutput());
    if (!variables.isEmpty()) {
      Output<?>[] of = variables.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
      List<Output<?>> total = new ArrayList<>();
      for (int i = 0; i < g.size(); i++) {
        total.add(tf.math.mul(outputs().get(i), cotangents.get(i)).asOutput());
      }
      if (!call.losses().isEmpty()) {
        total.add(loss.asOutput());
      }
      Output<?>[] totals = total.toArray(Output<?>[]::new);
      for (Output<?> gradient : graph.addGradients("gradients", totals, of, null)) {
        fetches.add(gradient);
      }
    }
    call.updates().values().forEach(update -> fetches.add(update.asOutput()));
    Iterator<Array> values = fetch(x, weightValues, cotangents, g, fetches, 0).iterator();
    List<Array> ys = new ArrayList<>();
    outputs().forEach(output -> ys.add(values.next()));
    List<Array> masks = new ArrayList<>();
    call.outputMasks().forEach(mask -> masks.add(mask == null ? null : values.next()));
    Array lossValue = values.next();
    List<Array> inputGradients = new ArrayList<>();
    for (boolean wanted : inputGradient) {
      inputGradients.add(wanted ? values.next() : null);
    }
    Map<String, Array> gradients = new LinkedHashMap<>();
    names.forEach(name -> gradients.put(name, values.next()));
    Map<String, Array> updates = new LinkedHashMap<>();
    updated().forEach(name -> updates.put(name, values.next()));
    return new Values(ys, masks, lossValue, inputGradients, gradients, updates);
  }

  private List<Array> fetch(
      List<Array> x,
      Map<String, Array> weightValues,
      List<Placeholder<TFloat32>> cotangents,
      List<Array> g,
      List<Output<?>> fetches,
      long stepNumber) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    try (var number = TInt64.scalarOf(stepNumber)) {
      runner.feed(step, number);
      for (int i = 0; i < inputs.size(); i++) {
        feed(runner, fed, inputs.get(i), x.get(i));
      }
      weights.forEach(
          (name, placeholder) -> feed(runner, fed, placeholder, weightValues.get(name)));
      for (int i = 0; i < g.size(); i++) {
        feed(runner, fed, cotangents.get(i), g.get(i));
      }
      fetches.forEach(runner::fetch);
      try (var results = runner.run()) {
        return StreamSupport.stream(results.spliterator(), false)
            .map(entry -> array((TFloat32) entry.getValue()))
            .toList();
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(
      Session.Runner runner, List<Tensor> fed, Placeholder<TFloat32> to, Array value) {
    TFloat32 tensor =
        TFloat32.tensorOf(
            Shape.of(value.shape()), DataBuffers.of((float[]) value.elements(), true, false));
    fed.add(tensor);
    runner.feed(to, tensor);
  }

  private static Array array(TFloat32 tensor) {
    float[] elements = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(elements, false, false));
    return tensor.rank() == 0
        ? Array.scalar(DType.FLOAT32, elements)
        : Array.of(elements, tensor.shape().asArray());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

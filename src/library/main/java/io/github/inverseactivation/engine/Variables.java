package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.initializers.RandomInitializer;
import io.github.inverseactivation.layers.Seeds;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The weights of a network as resource variables in one graph.
 *
 * <p>Only resource variables: updates of the older ref variables race with their readers.
 */
final class Variables {
  private final List<Weight> weights;
  private final List<Operand<? extends TType>> handles = new ArrayList<>();
  private final List<Operand<TFloat32>> reads = new ArrayList<>();
  private final List<Operand<TFloat32>> feeds = new ArrayList<>();
  private final List<Op> assigns = new ArrayList<>();

  Variables(Network network, Ops tf) {
    this.weights = network.weights();
    for (Weight weight : weights) {
      VarHandleOp handle =
          tf.varHandleOp(
              TFloat32.class, weight.spec().shape(), VarHandleOp.sharedName(weight.path()));
      Operand<TFloat32> feed = tf.placeholder(TFloat32.class);
      handles.add(handle);
      reads.add(tf.readVariableOp(handle, TFloat32.class));
      feeds.add(feed);
      assigns.add(tf.assignVariableOp(handle, feed));
    }
  }

  /** Draws all initial values, each from a seed of its own. */
  void initialize(Ops tf, Session session, long seed) {
    Session.Runner runner = session.runner();
    for (Weight weight : weights) {
      Initializer<?> initializer = weight.spec().initializer();
      if (initializer instanceof RandomInitializer random && !random.hasSeed()) {
        initializer = random.seed(Seeds.mix(seed, weight.index()));
      }
      Operand<TInt64> shape = tf.constant(weight.spec().shape().asArray());
      Operand<TFloat32> value = typed(initializer).call(tf, shape, TFloat32.class);
      runner.addTarget(tf.assignVariableOp(handle(weight), value).op());
    }
    if (!weights.isEmpty()) {
      runner.run().close();
    }
  }

  Operand<? extends TType> handle(Weight weight) {
    return handles.get(weight.index());
  }

  /** The reading that prediction shares; training reads for itself, to order reads and updates. */
  Operand<TFloat32> read(Weight weight) {
    return reads.get(weight.index());
  }

  /** The names of the tensors that new values are fed to. */
  List<String> feedNames() {
    return feeds.stream().map(feed -> feed.op().name()).toList();
  }

  /** The names of the operations that take on what is fed. */
  List<String> assignNames() {
    return assigns.stream().map(assign -> assign.op().name()).toList();
  }

  /** Copies all values out of the runtime. */
  List<Array> get(Session session) {
    if (weights.isEmpty()) {
      return List.of();
    }
    Session.Runner runner = session.runner();
    reads.forEach(runner::fetch);
    try (Result result = runner.run()) {
      List<Array> values = new ArrayList<>();
      for (int i = 0; i < reads.size(); i++) {
        values.add(Tensors.toArray(result.get(i)));
      }
      return values;
    }
  }

  /** Replaces values, all or none. */
  void set(Session session, List<Weight> which, List<Array> values) {
    if (which.size() != values.size()) {
      throw new IllegalArgumentException(
          "got " + values.size() + " arrays for " + which.size() + " weights");
    }
    for (int i = 0; i < which.size(); i++) {
      check(which.get(i), values.get(i));
    }
    if (which.isEmpty()) {
      return;
    }
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      for (int i = 0; i < which.size(); i++) {
        Tensor value = tensors.add(Tensors.toTensor(values.get(i).cast(DType.FLOAT32)));
        int index = which.get(i).index();
        runner.feed(feeds.get(index), value).addTarget(assigns.get(index).op());
      }
      runner.run().close();
    }
  }

  private static void check(Weight weight, Array value) {
    long[] expected = weight.spec().shape().asArray();
    if (value.dtype() == DType.STRING || !Arrays.equals(expected, value.shape())) {
      throw new IllegalArgumentException(
          weight.path()
              + ": expected numbers of shape "
              + Arrays.toString(expected)
              + ", found "
              + value);
    }
  }

  /**
   * tensorflow-framework fixes an initializer's type on its class, but hands it the type to make at
   * each call as well; the second is what counts.
   */
  @SuppressWarnings("unchecked")
  private static Initializer<TFloat32> typed(Initializer<?> initializer) {
    return (Initializer<TFloat32>) initializer;
  }
}

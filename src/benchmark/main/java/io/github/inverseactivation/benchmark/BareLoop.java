package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The training of LeNet with InverseActivation written by hand on TensorFlow Java, with nothing of
 * this library but batches of arrays: what {@code fit} is compared with. The graph is the one that
 * {@code fit} makes: pooling comes before biases and InverseActivation, and what no output depends
 * on is cut off.
 */
final class BareLoop implements Works.Work {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session =
      new Session(
          graph,
          ConfigProto.newBuilder()
              .setGraphOptions(
                  GraphOptions.newBuilder()
                      .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
              .build());
  private final List<VarHandleOp> variables = new ArrayList<>();
  private final List<Output<?>> reads = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private final Placeholder<TFloat32> images =
      tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28, 1)));
  private final Placeholder<TInt32> labels =
      tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
  private final Operand<TFloat32> loss;
  private final Operand<TFloat32> correct;
  private final Dataset data;
  private final int batchSize;
  private long epoch;

  BareLoop(int batchSize, int examples) {
    this.batchSize = batchSize;
    this.data = Works.data(Nets.lenet(true), examples);
    Operand<TFloat32> read = // the last two rows and columns reach no output
        tf.slice(images, tf.constant(new int[4]), tf.constant(new int[] {-1, 26, 26, -1}));
    Operand<TFloat32> x = block(block(read, 1, 16), 32, 32);
    x = tf.reshape(x, tf.constant(new int[] {-1, 1600}));
    Operand<TFloat32> hidden = tf.nn.biasAdd(tf.linalg.matMul(x, weight(1600, 64)), weight(64));
    Operand<TFloat32> both = tf.concat(List.of(hidden, tf.math.neg(hidden)), tf.constant(1));
    Operand<TFloat32> logits =
        tf.nn.biasAdd(tf.linalg.matMul(tf.nn.relu(both), weight(128, 10)), weight(10));
    // The operation that takes labels as they are has no gradient in TensorFlow Java.
    Operand<TFloat32> targets =
        tf.oneHot(labels, tf.constant(10), tf.constant(1f), tf.constant(0f));
    loss =
        tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
    correct =
        tf.reduceSum(
            tf.dtypes.cast(
                tf.math.equal(tf.math.argMax(logits, tf.constant(1), TInt32.class), labels),
                TFloat32.class),
            tf.constant(0));
    adam();
    Session.Runner start = session.runner();
    initializers.forEach(each -> start.addTarget(each.op()));
    start.run().close();
  }

  /** concat(relu(y), relu(-y)) of y, the convolution of x with a bias, pooled. */
  private Operand<TFloat32> block(Operand<TFloat32> x, long channels, long filters) {
    Operand<TFloat32> kernel = weight(3, 3, channels, filters);
    Operand<TFloat32> bias = weight(filters);
    Operand<TFloat32> y =
        tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "VALID", new Conv2d.Options[0]);
    Operand<TFloat32> largest = tf.nn.biasAdd(pooled(y), bias);
    Operand<TFloat32> largestOfNegated = tf.nn.biasAdd(pooled(tf.math.neg(y)), tf.math.neg(bias));
    return tf.nn.relu(tf.concat(List.of(largest, largestOfNegated), tf.constant(3)));
  }

  private Operand<TFloat32> pooled(Operand<TFloat32> x) {
    OperationBuilder operation =
        tf.scope().env().opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope());
    operation.addInput(x.asOutput());
    operation.setAttr("ksize", new long[] {1, 2, 2, 1});
    operation.setAttr("strides", new long[] {1, 2, 2, 1});
    operation.setAttr("padding", "VALID");
    return operation.build().output(0);
  }

  private Operand<TFloat32> weight(long... shape) {
    VarHandleOp variable = variable("weight" + variables.size(), Shape.of(shape));
    Operand<TFloat32> normal =
        tf.random.truncatedNormal(tf.constant(Shape.of(shape).asArray()), TFloat32.class);
    initializers.add(tf.assignVariableOp(variable, tf.math.mul(normal, tf.constant(0.05f))));
    variables.add(variable);
    Operand<TFloat32> read = tf.readVariableOp(variable, TFloat32.class);
    reads.add(read.asOutput());
    return read;
  }

  private VarHandleOp variable(String name, Shape shape) {
    return tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
  }

  private void adam() {
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), reads.toArray(Output<?>[]::new));
    Operand<TFloat32> beta1Power = tf.constant(0.9f);
    Operand<TFloat32> beta2Power = tf.constant(0.999f);
    for (int i = 0; i < gradients.length; i++) {
      Shape shape = reads.get(i).shape();
      VarHandleOp[] slots = new VarHandleOp[2];
      for (int j = 0; j < 2; j++) {
        slots[j] = variable("slot" + i + "_" + j, shape);
        initializers.add(
            tf.assignVariableOp(slots[j], tf.fill(tf.constant(shape.asArray()), tf.constant(0f))));
      }
      updates.add(
          tf.train.resourceApplyAdam(
              variables.get(i),
              slots[0],
              slots[1],
              beta1Power,
              beta2Power,
              tf.constant(1e-3f),
              tf.constant(0.9f),
              tf.constant(0.999f),
              tf.constant(1e-7f),
              gradients[i].expect(TFloat32.class)));
    }
  }

  @Override
  public double run() {
    long start = System.nanoTime();
    double losses = 0;
    double right = 0;
    for (Batch batch : data.batches(batchSize, epoch++)) {
      Array x = batch.inputs().get(0);
      Array y = batch.targets().get(0);
      try (TFloat32 imageTensor =
              TFloat32.tensorOf(
                  Shape.of(x.shape()), DataBuffers.of((float[]) x.elements(), true, false));
          TInt32 labelTensor =
              TInt32.tensorOf(
                  Shape.of(y.shape()), DataBuffers.of((int[]) y.elements(), true, false))) {
        Session.Runner runner = session.runner();
        runner.feed(images, imageTensor).feed(labels, labelTensor).fetch(loss).fetch(correct);
        updates.forEach(update -> runner.addTarget(update.op()));
        try (var results = runner.run()) {
          losses += ((TFloat32) results.get(0)).getFloat() * batch.size();
          right += ((TFloat32) results.get(1)).getFloat();
        }
      }
    }
    if (!Double.isFinite(losses + right)) {
      throw new IllegalStateException("training went wrong: loss " + losses);
    }
    return data.size() / Works.seconds(start);
  }
}

package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** Writes weights as a TensorFlow checkpoint, with the runtime's own operation. */
final class CheckpointWriter {
  private CheckpointWriter() {}

  static void write(Path prefix, Network network, List<Array> weights) {
    List<Tensor> tensors = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<String> keys = new ArrayList<>();
      List<Operand<?>> values = new ArrayList<>();
      Session.Runner runner = session.runner();
      for (int i = 0; i < weights.size(); i++) {
        keys.add(ObjectGraph.checkpointKey(network.weights().get(i)));
        Operand<TFloat32> value = tf.placeholder(TFloat32.class);
        values.add(value);
        tensors.add(Tensors.toTensor(weights.get(i)));
        runner.feed(value, tensors.get(i));
      }
      byte[] objects = new ObjectGraph(network).inCheckpoint().toByteArray();
      Operand<TString> objectGraph = tf.placeholder(TString.class);
      keys.add("_CHECKPOINTABLE_OBJECT_GRAPH");
      values.add(objectGraph);
      tensors.add(TString.tensorOfBytes(NdArrays.scalarOfObject(objects)));
      runner.feed(objectGraph, tensors.get(tensors.size() - 1));

      String[] wholeTensors = new String[keys.size()];
      Arrays.fill(wholeTensors, "");
      var save =
          tf.train.save(
              tf.constant(prefix.toString()),
              tf.array(keys.toArray(String[]::new)),
              tf.array(wholeTensors),
              values);
      runner.addTarget(save.op()).run().close();
    } finally {
      tensors.forEach(Tensor::close);
    }
  }
}

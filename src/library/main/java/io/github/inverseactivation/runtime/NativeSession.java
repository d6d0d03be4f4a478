package io.github.inverseactivation.runtime;

import io.github.inverseactivation.data.Array;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.RunOptions;

/**
 * A graph and its session in the C library, without TensorFlow Java's {@code Session}: that one has
 * no tensors of int8, int16, uint32 and uint64, and makes a dozen objects for each run.
 *
 * <p>Any number of threads may run it; its owner sees to it that none does when it is closed.
 */
public final class NativeSession implements AutoCloseable {
  private final TF_Graph graph;
  private final TF_Session session;

  /** Takes over what was made in an open scope. */
  NativeSession(TF_Graph graph, TF_Session session) {
    this.graph = graph.retainReference();
    this.session = session.retainReference();
  }

  /**
   * Makes a session for a graph.
   *
   * @param definition the graph
   * @param config how to set up the session
   * @return the session, which the caller closes
   * @throws TensorFlowException if TensorFlow refuses the graph
   */
  @SuppressWarnings("try") // the scope frees what is allocated while it is open
  public static NativeSession of(GraphDef definition, ConfigProto config) {
    NativeLibrary.await();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Graph graph = TF_Graph.newGraph();
      BytePointer bytes = new BytePointer(definition.toByteArray());
      tensorflow.TF_GraphImportGraphDef(
          graph,
          TF_Buffer.newBufferFromString(bytes),
          TF_ImportGraphDefOptions.newImportGraphDefOptions(),
          status);
      check(status);
      TF_Session session = TF_Session.newSession(graph, options(config, status), status);
      check(status);
      return new NativeSession(graph, session);
    }
  }

  /** The options of a session; they belong to the open scope. */
  static TF_SessionOptions options(ConfigProto config, TF_Status status) {
    TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
    byte[] bytes = config.toByteArray();
    if (bytes.length > 0) {
      tensorflow.TF_SetConfig(options, new BytePointer(bytes), bytes.length, status);
      check(status);
    }
    return options;
  }

  /**
   * Runs the graph once.
   *
   * @param feeds the names of the tensors to feed, such as {@code serving_default_x:0}
   * @param values the arrays to feed them with, in the same order
   * @param fetches the names of the tensors to return
   * @param targets the names of operations to run besides
   * @return the arrays that were fetched, in order
   * @throws IllegalArgumentException if the graph has no such tensor or operation
   * @throws TFInvalidArgumentException if an operation finds its inputs wrong
   * @throws TensorFlowException if an operation fails otherwise
   */
  @SuppressWarnings("try") // the scope frees what is allocated while it is open
  public List<Array> run(
      List<String> feeds, List<Array> values, List<String> fetches, List<String> targets) {
    try (PointerScope scope = new PointerScope()) {
      TF_Output inputs = outputs(feeds);
      PointerPointer<TF_Tensor> inputValues = new PointerPointer<>(Math.max(feeds.size(), 1));
      // Kept reachable until the run has ended; the scope frees them.
      List<TF_Tensor> tensors = new ArrayList<>();
      for (Array value : values) {
        tensors.add(NativeTensors.toNative(value));
        inputValues.put(tensors.size() - 1, tensors.get(tensors.size() - 1));
      }
      TF_Output wanted = outputs(fetches);
      PointerPointer<TF_Tensor> results = new PointerPointer<>(Math.max(fetches.size(), 1));
      PointerPointer<TF_Operation> operations = new PointerPointer<>(Math.max(targets.size(), 1));
      for (int i = 0; i < targets.size(); i++) {
        operations.put(i, operation(targets.get(i)));
      }
      TF_Status status = TF_Status.newStatus();
      tensorflow.TF_SessionRun(
          session,
          null,
          inputs,
          inputValues,
          feeds.size(),
          wanted,
          results,
          fetches.size(),
          operations,
          targets.size(),
          null,
          status);
      check(status);
      List<TF_Tensor> fetched = new ArrayList<>();
      for (int i = 0; i < fetches.size(); i++) {
        fetched.add(results.get(TF_Tensor.class, i).withDeallocator());
      }
      return fetched.stream().map(NativeTensors::toArray).toList();
    }
  }

  /**
   * Prepares runs that feed one tensor of floats and fetch another, again and again.
   *
   * @param feed the name of the tensor to feed
   * @param shape its shape
   * @param fetch the name of the tensor to fetch, of floats
   * @param options how to run
   * @return the runs, which the caller closes; it may be open longer than the session
   * @throws IllegalArgumentException if the graph has no such tensor
   */
  @SuppressWarnings("try") // the scope frees what the runs do not retain
  public FloatRun floatRun(String feed, long[] shape, String fetch, RunOptions options) {
    try (PointerScope scope = new PointerScope()) {
      return new FloatRun(session, outputs(List.of(feed)), shape, outputs(List.of(fetch)), options);
    }
  }

  /** The exceptions of the status itself have no common ancestor, so these are made here. */
  static void check(TF_Status status) {
    int code = tensorflow.TF_GetCode(status);
    if (code == tensorflow.TF_OK) {
      return;
    }
    String message = tensorflow.TF_Message(status).getString();
    throw code == tensorflow.TF_INVALID_ARGUMENT
        ? new TFInvalidArgumentException(message)
        : new TensorFlowException(message);
  }

  private TF_Operation operation(String name) {
    TF_Operation operation = tensorflow.TF_GraphOperationByName(graph, name);
    if (operation == null || operation.isNull()) {
      throw new IllegalArgumentException("the graph has no operation '" + name + "'");
    }
    return operation;
  }

  private TF_Output outputs(List<String> names) {
    TF_Output outputs = new TF_Output(Math.max(names.size(), 1));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int colon = name.lastIndexOf(':');
      String node = colon < 0 ? name : name.substring(0, colon);
      TF_Operation operation = tensorflow.TF_GraphOperationByName(graph, node);
      int index = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
      if (operation == null
          || operation.isNull()
          || index < 0
          || index >= tensorflow.TF_OperationNumOutputs(operation)) {
        throw new IllegalArgumentException("the graph has no tensor '" + name + "'");
      }
      outputs.position(i).oper(operation).index(index);
    }
    return outputs.position(0);
  }

  /** Frees the session and the graph. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

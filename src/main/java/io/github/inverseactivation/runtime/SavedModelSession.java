package io.github.inverseactivation.runtime;

import io.github.inverseactivation.data.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A SavedModel in a native session, run through the C library rather than through TensorFlow Java's
 * {@code Session}, which has no tensors of int8, int16, uint32 and uint64.
 *
 * <p>Runs share the session; closing waits until the last one has ended.
 */
public final class SavedModelSession implements AutoCloseable {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final TF_Graph graph;
  private final TF_Session session;
  private boolean closed;

  private SavedModelSession(TF_Graph graph, TF_Session session) {
    this.graph = graph;
    this.session = session;
  }

  /**
   * Loads a model: its variables are restored and its initialisers run.
   *
   * @param folder the folder of the model, validated or trusted
   * @param tags the tags of the graph to load
   * @return the session, which the caller closes
   * @throws TFInvalidArgumentException if TensorFlow finds the model wrong
   * @throws TensorFlowException if TensorFlow refuses the model
   */
  @SuppressWarnings("try") // the scope frees what is allocated while it is open
  public static SavedModelSession open(Path folder, Collection<String> tags) {
    // Loads the native library, which the C interface does not do by itself.
    TensorFlow.version();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      TF_Graph graph = TF_Graph.newGraph();
      TF_Buffer metaGraph = TF_Buffer.newBuffer();
      TF_Session session =
          TF_Session.loadSessionFromSavedModel(
              options,
              null,
              folder.toString(),
              tags.toArray(String[]::new),
              graph,
              metaGraph,
              status);
      check(status);
      graph.retainReference();
      session.retainReference();
      return new SavedModelSession(graph, session);
    }
  }

  /**
   * Runs the graph once.
   *
   * @param feeds the names of the tensors to feed, such as {@code serving_default_x:0}
   * @param values the arrays to feed them with, in the same order
   * @param fetches the names of the tensors to return
   * @return the arrays that were fetched, in order
   * @throws IllegalStateException if the session is closed
   * @throws IllegalArgumentException if the graph has no such tensor
   * @throws TFInvalidArgumentException if an operation finds its inputs wrong
   * @throws TensorFlowException if an operation fails otherwise
   */
  @SuppressWarnings("try") // the scope frees what is allocated while it is open
  public List<Array> run(List<String> feeds, List<Array> values, List<String> fetches) {
    lock.readLock().lock();
    try (PointerScope scope = new PointerScope()) {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
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
          (PointerPointer<TF_Operation>) null,
          0,
          null,
          status);
      check(status);
      List<TF_Tensor> fetched = new ArrayList<>();
      for (int i = 0; i < fetches.size(); i++) {
        fetched.add(results.get(TF_Tensor.class, i).withDeallocator());
      }
      return fetched.stream().map(NativeTensors::toArray).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The exceptions of the status itself have no common ancestor, so these are made here. */
  private static void check(TF_Status status) {
    int code = tensorflow.TF_GetCode(status);
    if (code == tensorflow.TF_OK) {
      return;
    }
    String message = tensorflow.TF_Message(status).getString();
    throw code == tensorflow.TF_INVALID_ARGUMENT
        ? new TFInvalidArgumentException(message)
        : new TensorFlowException(message);
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

  /** Waits for the runs under way and frees the model; further calls do nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
        graph.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}

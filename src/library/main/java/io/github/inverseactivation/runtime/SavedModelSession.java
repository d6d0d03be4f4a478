package io.github.inverseactivation.runtime;

import io.github.inverseactivation.data.Array;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * A SavedModel in a native session, run through the C library rather than through TensorFlow Java's
 * {@code Session}, which has no tensors of int8, int16, uint32 and uint64.
 *
 * <p>Runs share the session; closing waits until the last one has ended.
 */
public final class SavedModelSession implements AutoCloseable {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final NativeSession session;
  private boolean closed;

  private SavedModelSession(NativeSession session) {
    this.session = session;
  }

  /**
   * Loads a model: its variables are restored and its initialisers run.
   *
   * @param folder the folder of the model, validated or trusted
   * @param tags the tags of the graph to load
   * @param config how to set up the session
   * @return the session, which the caller closes
   * @throws TFInvalidArgumentException if TensorFlow finds the model wrong
   * @throws TensorFlowException if TensorFlow refuses the model
   */
  @SuppressWarnings("try") // the scope frees what is allocated while it is open
  public static SavedModelSession open(Path folder, Collection<String> tags, ConfigProto config) {
    NativeLibrary.await();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Graph graph = TF_Graph.newGraph();
      TF_Buffer metaGraph = TF_Buffer.newBuffer();
      TF_Session session =
          TF_Session.loadSessionFromSavedModel(
              // What its writer put on a graphics processor runs on this one.
              NativeSession.options(config.toBuilder().setAllowSoftPlacement(true).build(), status),
              null,
              folder.toString(),
              tags.toArray(String[]::new),
              graph,
              metaGraph,
              status);
      NativeSession.check(status);
      return new SavedModelSession(new NativeSession(graph, session));
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
  public List<Array> run(List<String> feeds, List<Array> values, List<String> fetches) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      return session.run(feeds, values, fetches, List.of());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for the runs under way and frees the model; further calls do nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}

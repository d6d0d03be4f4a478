package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A network with weights of its own, made when it is first used and brought up to date when it is
 * used after they have changed.
 *
 * @param <N> the network
 */
final class FrozenCopy<N extends FrozenCopy.Copied> implements AutoCloseable {

  /** What takes on copies of weights. */
  interface Copied extends AutoCloseable {

    /** Takes on weights, and computes what depends on them alone; nobody uses it meanwhile. */
    void weights(List<Array> values);

    @Override
    void close();
  }

  /** The weights that are copied. */
  interface Source {

    /** A number that is another one after each change. */
    long version();

    List<Array> weights();
  }

  private final Source source;
  private final Supplier<N> maker;
  private final ReentrantReadWriteLock copying = new ReentrantReadWriteLock();
  private N network;
  private long copied = -1;

  FrozenCopy(Source source, Supplier<N> maker) {
    this.source = source;
    this.maker = maker;
  }

  /** The network with the latest weights, which stay as they are until {@link #end}. */
  N begin() {
    copying.readLock().lock();
    if (copied == source.version()) {
      return network;
    }
    copying.readLock().unlock();
    copying.writeLock().lock();
    try {
      if (copied != source.version()) {
        long now = source.version();
        if (network == null) {
          network = maker.get();
        }
        network.weights(source.weights());
        copied = now;
      }
      copying.readLock().lock();
    } finally {
      copying.writeLock().unlock();
    }
    return network;
  }

  void end() {
    copying.readLock().unlock();
  }

  /** Closes the network, which nobody uses any more. */
  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
  }
}

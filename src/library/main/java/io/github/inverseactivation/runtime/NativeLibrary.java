package io.github.inverseactivation.runtime;

import org.tensorflow.TensorFlow;

/**
 * The runtime's native library. The system takes a third of a second to load it, time in which a
 * model's file can be read: who is about to read one calls {@link #loadAhead} first, and who goes
 * on to native code {@link #await}.
 */
public final class NativeLibrary {
  private NativeLibrary() {}

  /** Made by whoever comes first, once. */
  private static final class Loading {
    // No daemon: the process does not end in the middle of it.
    static final Thread THREAD = new Thread(TensorFlow::version, "tensorflow-loading");

    static {
      THREAD.start();
    }
  }

  /** Begins to load the library, in a thread of its own, unless that has been done. */
  public static void loadAhead() {
    Loading.THREAD.isAlive();
  }

  /**
   * Waits until the library is loaded, so that no two threads begin to use it at once: the classes
   * of its interface could wait for each other.
   */
  public static void await() {
    boolean interrupted = false;
    while (Loading.THREAD.isAlive()) {
      try {
        Loading.THREAD.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.github.inverseactivation.fuzz;

import java.util.Arrays;

/** Sees when something takes too long; what never ends is ended, with the place it is at. */
final class Watchdog {
  private static final long LIMIT = 2_000_000_000L;
  private static final long HANG = 5 * LIMIT;

  private final Thread watched = Thread.currentThread();
  private volatile String label;
  private volatile long start;

  Watchdog() {
    Thread thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  void begin(String what) {
    start = System.nanoTime();
    label = what;
  }

  /** Ends the measurement; whether it took too long. */
  boolean end() {
    label = null;
    return System.nanoTime() - start > LIMIT;
  }

  private void watch() {
    while (true) {
      String now = label;
      if (now != null && System.nanoTime() - start > HANG) {
        System.err.println("FuzzProgram " + now + ": does not end");
        Arrays.stream(watched.getStackTrace()).forEach(at -> System.err.println("  at " + at));
        Runtime.getRuntime().halt(2);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}

package io.github.inverseactivation.fuzz;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Sees when something takes too long: two seconds of the processor, since other programs may have
 * it for as long as they like. What never ends is ended, with the place it is at.
 */
final class Watchdog {
  private static final long LIMIT = 2_000_000_000L;
  private static final long HANG = 60_000_000_000L;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Thread watched = Thread.currentThread();
  private volatile String label;
  private volatile long start;
  private long used;

  Watchdog() {
    Thread thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  void begin(String what) {
    used = system.getProcessCpuTime();
    start = System.nanoTime();
    label = what;
  }

  /** Ends the measurement; the nanoseconds of the processor that it took. */
  long end() {
    label = null;
    return system.getProcessCpuTime() - used;
  }

  static boolean tooLong(long nanoseconds) {
    return nanoseconds > LIMIT;
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

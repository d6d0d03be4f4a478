package io.github.inverseactivation.callbacks;

/** Which way a monitored number gets better. */
public enum MonitorMode {
  /** As the monitored loss or metric says; an error where it says nothing. */
  AUTO,
  /** Smaller is better. */
  MIN,
  /** Larger is better. */
  MAX
}

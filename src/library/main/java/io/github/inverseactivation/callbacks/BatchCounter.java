package io.github.inverseactivation.callbacks;

/** Says at the end of a batch whether it is time to save, every so many batches. */
final class BatchCounter {
  private final int frequency;
  private int seen;
  private int last = -1;

  /**
   * A counter.
   *
   * @param frequency the number of batches between two savings; 0 for never
   */
  BatchCounter(int frequency) {
    this.frequency = frequency;
  }

  boolean isDue(int batch) {
    if (frequency == 0) {
      return false;
    }
    seen += batch <= last ? batch + 1 : batch - last;
    last = batch;
    if (seen < frequency) {
      return false;
    }
    seen = 0;
    return true;
  }

  /** Two numbers that {@link #set} takes. */
  long state() {
    return (long) seen << 32 | (last & 0xffffffffL);
  }

  void set(long state) {
    seen = (int) (state >>> 32);
    last = (int) state;
  }
}

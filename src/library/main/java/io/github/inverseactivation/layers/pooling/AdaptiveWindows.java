package io.github.inverseactivation.layers.pooling;

/**
 * Windows that cover an axis: the one with number {@code i} of {@code count} goes from {@code
 * floor(i size / count)} to before {@code ceil((i + 1) size / count)}.
 */
final class AdaptiveWindows {
  private final long size;
  private final int count;
  private final int length;

  AdaptiveWindows(long size, int count) {
    this.size = size;
    this.count = count;
    int longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, lengthOf(i));
    }
    this.length = longest;
  }

  private int start(int window) {
    return Math.toIntExact(Math.floorDiv(window * size, count));
  }

  private int lengthOf(int window) {
    return Math.toIntExact(-Math.floorDiv(-(window + 1) * size, count)) - start(window);
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The length of the longest. */
  int length() {
    return length;
  }

  /** Whether each value is in one window, and all windows are of one length. */
  boolean areEqual() {
    return size % count == 0;
  }

  /** For each window as many places as the longest has; shorter ones repeat their last. */
  int[] places() {
    int[] places = new int[count * length];
    for (int i = 0; i < places.length; i++) {
      int window = i / length;
      places[i] = start(window) + Math.min(i % length, lengthOf(window) - 1);
    }
    return places;
  }

  /** For each of {@link #places}, what it adds to its window's mean. */
  double[] shares() {
    double[] shares = new double[count * length];
    for (int i = 0; i < shares.length; i++) {
      int own = lengthOf(i / length);
      shares[i] = i % length < own ? 1.0 / own : 0;
    }
    return shares;
  }
}

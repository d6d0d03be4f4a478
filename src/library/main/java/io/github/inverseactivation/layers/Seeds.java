package io.github.inverseactivation.layers;

/**
 * Seeds derived from seeds: every random choice is a function of the model's seed and its place.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * A seed for one purpose, by the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
   *
   * @param seed the seed to derive from
   * @param purpose tells the derived seeds apart
   * @return a well-mixed seed
   */
  public static long mix(long seed, long purpose) {
    long z = seed + (purpose + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

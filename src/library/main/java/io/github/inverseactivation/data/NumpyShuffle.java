package io.github.inverseactivation.data;

import java.util.Collections;
import java.util.List;

/**
 * The shuffle of {@code numpy.random.RandomState(seed)}, so that data are parted as Python parts
 * them: the Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), whose numbers are cut to as
 * many bits as needed and drawn again where they are too large.
 */
final class NumpyShuffle {
  private static final int LENGTH = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[LENGTH];
  private int next = LENGTH;

  private NumpyShuffle(int seed) {
    state[0] = seed;
    for (int i = 1; i < LENGTH; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
  }

  static void shuffle(List<?> list, long seed) {
    if (seed < 0 || seed > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("seed must be 0 to 4294967295, got " + seed);
    }
    NumpyShuffle random = new NumpyShuffle((int) seed);
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.upTo(i));
    }
  }

  private int upTo(int largest) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
    int value;
    do {
      value = bits() & mask;
    } while (value > largest);
    return value;
  }

  private int bits() {
    if (next == LENGTH) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9D2C5680;
    y ^= y << 15 & 0xEFC60000;
    return y ^ y >>> 18;
  }

  private void twist() {
    for (int i = 0; i < LENGTH; i++) {
      int y = state[i] & 0x80000000 | state[(i + 1) % LENGTH] & 0x7FFFFFFF;
      state[i] = state[(i + MIDDLE) % LENGTH] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
    }
    next = 0;
  }
}

package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** The bounds put on gradients, at most one of three kinds. */
record Clipping(Double norm, Double value, Double globalNorm) {

  static final Clipping NONE = new Clipping(null, null, null);

  Clipping {
    check("clipNorm", norm);
    check("clipValue", value);
    check("globalClipNorm", globalNorm);
    int set = (norm != null ? 1 : 0) + (value != null ? 1 : 0) + (globalNorm != null ? 1 : 0);
    if (set > 1) {
      throw new IllegalArgumentException(
          "clipNorm "
              + norm
              + ", clipValue "
              + value
              + " and globalClipNorm "
              + globalNorm
              + " were given; expected at most one of them. Leave out the others");
    }
  }

  private static void check(String name, Double bound) {
    if (bound != null) {
      Ranges.positive(name, bound);
    }
  }

  Clipping options(Options options) {
    return new Clipping(
        options.optionalNumber("clipNorm", norm),
        options.optionalNumber("clipValue", value),
        options.optionalNumber("globalClipNorm", globalNorm));
  }

  <T extends TNumber> List<Update<T>> clip(Ops tf, List<Update<T>> updates) {
    Operand<T> scale = globalNorm == null ? null : globalScale(tf, updates);
    List<Update<T>> clipped = new ArrayList<>();
    for (Update<T> u : updates) {
      Operand<T> gradient = u.gradient();
      if (value != null) {
        gradient =
            tf.clipByValue(gradient, tf.constant(u.dtype(), -value), tf.constant(u.dtype(), value));
      } else if (norm != null) {
        gradient = byNorm(tf, u);
      } else if (scale != null) {
        gradient = tf.math.mul(gradient, scale);
      }
      clipped.add(u.gradient(gradient));
    }
    return clipped;
  }

  /** {@code g * norm / max(|g|, norm)}. */
  private <T extends TNumber> Operand<T> byNorm(Ops tf, Update<T> update) {
    Operand<T> bound = tf.constant(update.dtype(), norm);
    Operand<T> length = tf.math.sqrt(squares(tf, update.gradient()));
    return tf.math.div(tf.math.mul(update.gradient(), bound), tf.math.maximum(length, bound));
  }

  /** {@code norm * min(1 / |all g|, 1 / norm)}; NaN, not 0, where the norm is not finite. */
  private <T extends TNumber> Operand<T> globalScale(Ops tf, List<Update<T>> updates) {
    Class<T> type = updates.get(0).dtype();
    List<Operand<T>> squares = new ArrayList<>();
    updates.forEach(update -> squares.add(squares(tf, update.gradient())));
    Operand<T> length = tf.math.sqrt(tf.math.addN(squares));
    Operand<T> one = tf.constant(type, 1);
    Operand<T> scale =
        tf.math.mul(
            tf.constant(type, globalNorm),
            tf.math.minimum(tf.math.div(one, length), tf.constant(type, 1 / globalNorm)));
    return tf.math.add(scale, tf.math.sub(length, length));
  }

  private static <T extends TNumber> Operand<T> squares(Ops tf, Operand<T> x) {
    return tf.reduceSum(tf.math.square(tf.reshape(x, tf.constant(new int[] {-1}))), tf.constant(0));
  }
}

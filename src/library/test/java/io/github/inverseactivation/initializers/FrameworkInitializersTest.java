package io.github.inverseactivation.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.framework.initializers.Glorot;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.initializers.VarianceScaling.Distribution;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the package's documentation says of the framework's classes. */
class FrameworkInitializersTest {
  private static final long[] KERNEL = {3, 3, 16, 32};

  @Test
  void glorotUniformIsNeverNegative() {
    float[] values = draw(new Glorot<>(Distribution.UNIFORM, 7L), KERNEL);
    for (float value : values) {
      assertThat(value).isNotNegative();
    }
  }

  @Test
  void glorotNormalCountsTheChannelsOfKernelsTwice() {
    float[] values = draw(new Glorot<>(Distribution.TRUNCATED_NORMAL, 7L), KERNEL);
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    double right = Math.sqrt(2.0 / (9 * 16 + 9 * 32));
    assertThat(Math.sqrt(squares / values.length)).isLessThan(right / 3);
  }

  @Test
  void randomNormalHasAStandardDeviationOfOne() {
    float[] values = draw(new org.tensorflow.framework.initializers.RandomNormal<>(7L), KERNEL);
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    assertThat(squares / values.length).isBetween(0.9, 1.1);
  }

  @Test
  void orthogonalFailsForWideMatrices() {
    assertThatThrownBy(() -> draw(new org.tensorflow.framework.initializers.Orthogonal<>(7L), 4, 6))
        .isInstanceOf(NullPointerException.class);
  }

  private static float[] draw(Initializer<TFloat32> initializer, long... shape) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      TFloat32 tensor = initializer.call(tf, tf.array(shape), TFloat32.class).asTensor();
      float[] values = new float[(int) tensor.size()];
      tensor.asRawTensor().data().asFloats().read(values);
      return values;
    }
  }
}

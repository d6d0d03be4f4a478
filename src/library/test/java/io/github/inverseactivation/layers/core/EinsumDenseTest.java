package io.github.inverseactivation.layers.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Shapes, fans and refusals; what the layer computes is compared with Keras elsewhere. */
class EinsumDenseTest {

  @Test
  void sizesOfTheOutputAreThoseOfTheInputWhereItHasThem() {
    assertThat(out(new EinsumDense("abc,cd->abd", -1, 3), -1, 5, 4)).containsExactly(-1, 5, 3);
    assertThat(out(new EinsumDense("abc,cd->abd", -1, 3), -1, -1, 4)).containsExactly(-1, -1, 3);
    assertThat(out(new EinsumDense("...x,xy->...y", 3), -1, 5, 6, 7, 4))
        .containsExactly(-1, 5, 6, 7, 3);
    assertThat(out(new EinsumDense("ab...,bc->ac...", 3), -1, 4, 5, -1))
        .containsExactly(-1, 3, 5, -1);
  }

  @Test
  void countsMultiplicationsByWeights() {
    assertThat(new EinsumDense("abc,cd->abd", -1, 3).macs(List.of(Shape.of(-1, 5, 4))))
        .isEqualTo(5 * 4 * 3);
    assertThat(new EinsumDense("...x,xy->...y", 3).macs(List.of(Shape.of(-1, 2, 5, 4))))
        .isEqualTo(2 * 5 * 4 * 3);
    assertThat(new EinsumDense("abcd,cde->abe", -1, 3).macs(List.of(Shape.of(-1, 5, 2, 4))))
        .isEqualTo(5 * 2 * 4 * 3);
  }

  @Test
  void inputsAreWhatIsSummedOver() {
    // A kernel [100, 4, 25] with 100 inputs and 100 outputs; by its form alone it would have
    // 400 and 2500, and a limit of 0.045.
    EinsumDense heads = new EinsumDense("abc,cde->abde", -1, 4, 25);
    double limit = Math.sqrt(6 / 200.0);
    assertThat(largest(heads)).isBetween(0.99 * limit, limit);

    Initializer<?> told = new GlorotUniform().axes(new int[] {0, 1}, new int[] {2});
    double other = Math.sqrt(6 / 425.0);
    assertThat(largest(heads.kernelInitializer(told))).isBetween(0.99 * other, other);
  }

  private static double largest(EinsumDense layer) {
    WeightSpec kernel = layer.weights(List.of(Shape.of(-1, 5, 100))).get(0);
    assertThat(kernel.shape()).isEqualTo(Shape.of(100, 4, 25));
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      @SuppressWarnings("unchecked")
      Initializer<TFloat32> initializer = (Initializer<TFloat32>) kernel.initializer();
      FloatNdArray values =
          initializer.call(tf, tf.constant(kernel.shape().asArray()), TFloat32.class).asTensor();
      double[] largest = {0};
      double[] sum = {0};
      values
          .scalars()
          .forEach(
              each -> {
                largest[0] = Math.max(largest[0], Math.abs(each.getFloat()));
                sum[0] += each.getFloat();
              });
      assertThat(sum[0] / 10000).isCloseTo(0, offset(0.01));
      return largest[0];
    }
  }

  @Test
  void refusesBadOptions() {
    for (String equation :
        List.of("", "ab", "ab,bc", "ab,bc->", "...ab,bc->ac", "a...,bc->ac...", "...ab...,bc->c")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new EinsumDense(equation, 3))
          .withMessageContaining("equation");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EinsumDense("ab,bc->ad", 3))
        .withMessageContaining("'d' is in the output, but in neither input nor kernel");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EinsumDense("ab,bcd->ac", 3))
        .withMessageContaining("'d' is in the kernel, but in neither input nor output");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EinsumDense("ab,bc->ac", 3).biasAxes("b"))
        .withMessageContaining("'b' is in biasAxes, but not in the output");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EinsumDense("ab,bc->ac", 0))
        .withMessageContaining("the sizes of outputShape are at least 1, or -1");
  }

  @Test
  void refusesShapesThatDoNotGoWithTheEquation() {
    refused(new EinsumDense("abc,cd->abd", -1, 3), "it needs 3 dimensions", -1, 4);
    refused(new EinsumDense("abc,cd->abd", -1, 3), "it needs 3 dimensions", -1, 4, 4, 4);
    refused(new EinsumDense("...ab,bc->...ac", 2, 3), "at least 2 dimensions", -1);
    refused(new EinsumDense("abc,cd->abd", 3), "it needs 2 sizes", -1, 5, 4);
    refused(new EinsumDense("abc,cd->abd", 6, 3), "'b' is 5 in the input shape", -1, 5, 4);
    refused(new EinsumDense("ab,bc->ac", 3), "would have the shape [-1, 3]", -1, -1);
    refused(new EinsumDense("ab,bc->ac", -1), "would have the shape [4, -1]", -1, 4);
  }

  private static void refused(EinsumDense layer, String message, long... input) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              layer.outputShape(List.of(Shape.of(input)));
              layer.weights(List.of(Shape.of(input)));
            })
        .withMessageContaining(message);
  }

  private static long[] out(EinsumDense layer, long... input) {
    return layer.outputShape(List.of(Shape.of(input))).asArray();
  }
}

package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Sequences whose length the graph does not know come to what Keras computes of known ones. */
class UnknownLengthTest {

  static List<GoldenLayer> cases() {
    return GoldenLayer.all().stream()
        .filter(golden -> !golden.training())
        .filter(golden -> recurrent(golden.layer()) && golden.x().get(0).rank() >= 3)
        .toList();
  }

  private static boolean recurrent(Layer layer) {
    return layer.getClass().getPackage().equals(LSTM.class.getPackage());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictsTheSame(GoldenLayer golden) {
    List<Shape> inputs = new ArrayList<>(golden.inputShapes());
    inputs.set(0, unknownTime(inputs.get(0)));
    List<Shape> masks = new ArrayList<>();
    golden
        .masks()
        .forEach(mask -> masks.add(mask == null ? null : unknownTime(Shape.of(mask.shape()))));
    try (LayerRun run = new LayerRun(golden.layer(), inputs, masks, false)) {
      List<Array> found = run.outputs(golden.fed(), golden.weights());
      assertThat(found).hasSameSizeAs(golden.y());
      List<Shape> declared = golden.layer().outputShapes(inputs);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).shape()).isEqualTo(golden.y().get(i).shape());
        assertThat(run.outputs().get(i).shape().asArray()).isEqualTo(declared.get(i).asArray());
        double[] expected = golden.y().get(i).doubles();
        assertThat(found.get(i).doubles()).containsExactly(expected, offset(1e-5));
      }
    }
  }

  private static Shape unknownTime(Shape shape) {
    return shape.tail().tail().prepend(Shape.UNKNOWN_SIZE).prepend(Shape.UNKNOWN_SIZE);
  }

  @Test
  void trainingAsksForALength() {
    Shape steps = Shape.of(-1, -1, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerRun(new LSTM(2), steps, true))
        .withMessageContaining("known length in training");
    Layer statistics = new TimeDistributed(new BatchNormalization());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerRun(statistics, steps, true))
        .withMessageContaining("known length in training");
  }
}

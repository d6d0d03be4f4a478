package io.github.inverseactivation.layers.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class InverseActivationTest {

  @Test
  void isThreeKindsOfOperations() {
    try (LayerRun run = new LayerRun(new InverseActivation(), Shape.of(-1, 4, 4, 3), false)) {
      assertThat(run.operationTypes()).contains("Relu", "Neg", "ConcatV2");
      assertThat(run.operationTypes())
          .allMatch(
              type -> List.of("Relu", "Neg", "ConcatV2", "Const", "Placeholder").contains(type));
    }
  }

  @Test
  void doublesTheChannels() {
    InverseActivation last = new InverseActivation();
    InverseActivation first = last.dataFormat(DataFormat.CHANNELS_FIRST);

    assertThat(last.outputShape(List.of(Shape.of(-1, 4, 5, 3))).asArray())
        .containsExactly(-1, 4, 5, 6);
    assertThat(first.outputShape(List.of(Shape.of(-1, 4, 5, 3))).asArray())
        .containsExactly(-1, 8, 5, 3);
    assertThat(last.outputShape(List.of(Shape.of(-1, -1))).asArray()).containsExactly(-1, -1);
  }

  @Test
  void hasAWeightForEachOutputChannelWhereAskedFor() {
    List<Shape> input = List.of(Shape.of(-1, 4, 3));

    assertThat(new InverseActivation().weights(input)).isEmpty();
    assertThat(new InverseActivation().useScale(true).useBias(true).weights(input))
        .extracting(WeightSpec::name, WeightSpec::shape)
        .containsExactly(tuple("scale", Shape.of(6)), tuple("bias", Shape.of(6)));
  }

  @Test
  void refusesInputsWithoutChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InverseActivation().outputShape(List.of(Shape.of(-1))))
        .withMessageContaining("[batch, ..., channels]");
  }
}

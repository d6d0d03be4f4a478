package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class RescalingTest {

  @Test
  void refusesWhatIsNoNumberForEachChannel() {
    Rescaling three = Rescaling.perChannel(1, 2, 3);

    assertThat(three.outputShape(List.of(Shape.of(-1, 4, 3))).asArray()).containsExactly(-1, 4, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> three.outputShape(List.of(Shape.of(-1, 3, 4))))
        .withMessageContaining("scale has 3 numbers, but the input shape is [-1, 3, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rescaling(1).offset(1, 2).outputShape(List.of(Shape.of(-1, 3))))
        .withMessageContaining("offset has 2 numbers");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    assertThatIllegalArgumentException().isThrownBy(Rescaling::perChannel);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rescaling(Double.NaN))
        .withMessage("scale must be finite, not [NaN]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rescaling(1).offset(Double.POSITIVE_INFINITY));
  }
}

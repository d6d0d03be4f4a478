package io.github.inverseactivation.layers.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InputTest {

  @Test
  void putsAnUnknownBatchBeforeTheShape() {
    assertThat(Input.shape(28, -1, 1).shape().asArray()).containsExactly(-1, 28, -1, 1);
    assertThat(Input.shape(new long[0]).shape().asArray()).containsExactly(-1);
  }

  @Test
  void isNamedInACopy() {
    Input input = Input.shape(3);

    assertThat(input.name("x").name()).isEqualTo("x");
    assertThat(input.name()).isNull();
    assertThat(input.name("x")).hasToString("Input 'x' [-1, 3]");
  }

  @Test
  void refusesSizesThatNoExampleHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Input.shape(28, 0))
        .withMessageContaining("[28, 0]");
    assertThatIllegalArgumentException().isThrownBy(() -> Input.shape(-2));
    assertThatIllegalArgumentException().isThrownBy(() -> Input.shape(1).name(" "));
  }
}

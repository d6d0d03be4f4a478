package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private final ConfusionMatrix matrix =
      ConfusionMatrix.of(3, new int[] {0, 0, 1, 1, 1, 2}, new int[] {0, 1, 1, 1, 2, 0});

  @Test
  void countsLabelsInRowsAndPredictionsInColumns() {
    assertThat(matrix.classes()).isEqualTo(3);
    assertThat(matrix.total()).isEqualTo(6);
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.count(1, 0)).isZero();
    assertThat(matrix.count(1, 1)).isEqualTo(2);
    assertThat(matrix).hasToString("1 1 0\n0 2 1\n1 0 0\n");
  }

  @Test
  void ratesFollowFromTheCounts() {
    assertThat(matrix.accuracy()).isEqualTo(0.5);
    assertThat(matrix.precision(1)).isEqualTo(2 / 3.0);
    assertThat(matrix.recall(1)).isEqualTo(2 / 3.0);
    assertThat(matrix.f1(1)).isEqualTo(2 / 3.0, within(1e-15));
    assertThat(matrix.iou(1)).isEqualTo(0.5);
    assertThat(matrix.recall(2)).isZero();
    assertThat(matrix.f1(2)).isZero();
  }

  @Test
  void partsAddUp() {
    ConfusionMatrix first = ConfusionMatrix.of(3, new int[] {0, 0, 1}, new int[] {0, 1, 1});
    ConfusionMatrix second = ConfusionMatrix.of(3, new int[] {1, 1, 2}, new int[] {1, 2, 0});
    assertThat(first.plus(second)).hasToString(matrix.toString());
    assertThat(first.total()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> first.plus(ConfusionMatrix.of(2, new int[0], new int[0])))
        .withMessageContaining("2 classes do not match the classes; expected 3");
  }

  @Test
  void scoresPredictTheHighest() {
    float[] scores = {0.1f, 0.7f, 0.2f, 0.4f, 0.4f, 0.2f};
    assertThat(ConfusionMatrix.ofScores(3, new int[] {1, 2}, scores))
        .hasToString("0 0 0\n0 1 0\n1 0 0\n");
  }

  @Test
  void withoutSamplesRatesAreZero() {
    ConfusionMatrix empty = ConfusionMatrix.of(2, new int[0], new int[0]);
    assertThat(empty.accuracy()).isZero();
    assertThat(empty.iou(0)).isZero();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(2, new int[] {0, 1}, new int[] {0}))
        .withMessageContaining("1 predictions do not match the labels; expected 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(2, new int[] {2}, new int[] {0}))
        .withMessageContaining("label 2 is not a class; expected 0..1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(2, new int[] {0}, new int[] {-1}))
        .withMessageContaining("prediction -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.ofScores(3, new int[] {0}, new float[2]))
        .withMessageContaining("2 scores do not match the labels; expected 3");
    assertThatIllegalArgumentException().isThrownBy(() -> matrix.recall(3));
  }
}

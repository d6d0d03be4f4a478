package io.github.inverseactivation.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.metrics.ConfusionMatrix;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A confusion matrix's cells: what is right and what is not, in rows of labels. */
class ConfusionChartTest {

  @Test
  void labelsAreRowsAndPredictionsColumns() {
    // Class 0 is always right, class 1 is taken for 0 once of four times, class 2 does not occur.
    ConfusionMatrix matrix =
        ConfusionMatrix.of(3, new int[] {0, 0, 1, 1, 1, 1}, new int[] {0, 0, 0, 1, 1, 1});
    Picture picture = Picture.of(ConfusionChart.of(matrix).picture());

    Rectangle right = picture.bounds(Colours.NEGATIVE);
    Rectangle mistake = picture.bounds(Colours.POSITIVE);
    int cell = 50;
    assertThat(right.width).isEqualTo(right.height).isBetween(cell - 1, cell);
    assertThat(mistake.getLocation()).isEqualTo(new Point(right.x, right.y + cell));
    assertThat(picture.at(right.x + cell + 4, right.y + cell + 4))
        .isEqualTo(Colours.mix(0.75, Colours.NEGATIVE));
    // What never happened has no number in it.
    assertThat(
            IntStream.range(1, cell * cell)
                .map(
                    i ->
                        picture.at(
                            right.x + cell + i % (cell - 2), right.y + i / cell % (cell - 2)))
                .distinct())
        .containsExactly(0xffffff);
  }

  @Test
  void longNamesAndManyClassesHaveTheirPlace() {
    ConfusionMatrix three = ConfusionMatrix.of(3, new int[] {0, 1, 2}, new int[] {0, 1, 2});
    int plain = Picture.of(ConfusionChart.of(three).picture()).height();
    ConfusionChart named = ConfusionChart.of(three).classNames(List.of("T-shirt", "Trouser", "x"));
    int[] all = IntStream.range(0, 200).toArray();
    ConfusionMatrix many = ConfusionMatrix.of(200, all, all);

    assertThat(Picture.of(named.picture()).height()).isGreaterThan(plain);
    assertThat(Picture.of(ConfusionChart.of(many).picture()).width()).isBetween(200 * 14, 3000);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    ConfusionMatrix large = ConfusionMatrix.of(201, new int[0], new int[0]);
    assertThatThrownBy(() -> ConfusionChart.of(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("201 classes");
    ConfusionChart two = ConfusionChart.of(ConfusionMatrix.of(2, new int[0], new int[0]));
    assertThat(two.picture().shape()).hasSize(3); // of nothing, too
    assertThatThrownBy(() -> two.classNames(List.of("cat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 classes, got 1");
  }
}

package io.github.inverseactivation.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves: from a history and from its file alike. */
class TrainingCurvesTest {
  @TempDir Path folder;

  @Test
  void aFileGivesTheHistorysPicture() throws IOException {
    History history = history(new double[] {2, 1, 0.5}, new double[] {1.5, 1.25, 1});
    Path csv =
        Files.writeString(
            folder.resolve("history.csv"),
            "epoch,learning_rate,loss,val_loss\r\n0,0.1,2.0,1.5\r\n1,0.1,1.0,1.25\r\n2,0.1,0.5,1\r\n");

    assertThat(TrainingCurves.of(csv).picture()).isEqualTo(TrainingCurves.of(history).picture());
  }

  @Test
  void aFallingLossFalls() {
    Picture picture =
        Picture.of(
            TrainingCurves.of(history(new double[] {2, 1, 0.5}, new double[] {0.5, 1, 2}))
                .picture());
    // The last epoch is at the right, where the legend is above the curves: below it, the end of
    // one curve is at the bottom and its beginning at the left.
    Rectangle training = picture.bounds(Colours.POSITIVE);
    Rectangle validation = picture.bounds(Colours.NEGATIVE);
    assertThat(training.height).isGreaterThan(picture.height() / 2);
    int trainingAtTheStart = firstBelow(picture, training.x + 2, Picture.rgb(Colours.POSITIVE));
    int validationAtTheStart = firstBelow(picture, validation.x + 2, Picture.rgb(Colours.NEGATIVE));
    assertThat(trainingAtTheStart).isLessThan(validationAtTheStart - picture.height() / 2);
  }

  private static int firstBelow(Picture picture, int x, int colour) {
    return IntStream.range(0, picture.height())
        .filter(y -> picture.at(x, y) == colour)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyMetricHasAPanel() {
    Map<String, Array> state = new LinkedHashMap<>();
    state.put("epochs", Array.of(new int[] {0, 1}));
    state.put("values/loss", Array.of(new double[] {1, 0.5}));
    int one = Picture.of(curves(state)).width();
    state.put("values/accuracy", Array.of(new double[] {0.5, 0.75}));
    Picture two = Picture.of(curves(state));
    state.put("values/auc", Array.of(new double[] {0.5, 0.75}));
    Picture three = Picture.of(curves(state));
    state.put("values/learning_rate", Array.of(new double[] {1, 1})); // no measure

    assertThat(two.width()).isEqualTo(2 * one);
    assertThat(three.width()).isEqualTo(two.width());
    assertThat(three.height()).isEqualTo(2 * two.height());
    assertThat(curves(state).shape()).containsExactly(three.height(), three.width(), 3);
    assertThat(two.bounds(Colours.NEGATIVE).isEmpty()).as("without validation").isTrue();
  }

  @Test
  void numbersThatAreNoneAreLeftOut() throws IOException {
    Path python =
        Files.writeString(
            folder.resolve("python.csv"),
            "epoch,accuracy,loss,val_loss\n0,0.5,nan,NA\n1,0.75,0.5,inf\n2,0.8,0.25,1\n");
    Path only = Files.writeString(folder.resolve("only.csv"), "epoch,loss\n0,nan\n1,nan\n");

    assertThat(TrainingCurves.of(python).picture().shape()).hasSize(3);
    assertThat(TrainingCurves.of(only).picture().shape()).hasSize(3);
  }

  @Test
  void longRunsAreDrawnToo() throws IOException {
    StringBuilder text = new StringBuilder("epoch,loss,accuracy,val_accuracy\n");
    for (int i = 0; i < 300; i++) {
      double error = 0.9 * Math.exp(-i / 5.0) + 0.001;
      text.append(i).append(',').append(error).append(',').append(1 - error).append(",0.99\n");
    }
    Path csv = Files.writeString(folder.resolve("long.csv"), text);

    Picture picture = Picture.of(TrainingCurves.of(csv).picture());
    assertThat(picture.bounds(Colours.POSITIVE).width).isGreaterThan(picture.width() / 2);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertRefused("", "no epochs");
    assertRefused("epoch,loss\n", "no epochs");
    assertRefused("loss\n1\n", "'epoch' among them");
    assertRefused("epoch,loss,loss\n0,1,1\n", "each once");
    assertRefused("epoch,loss\n0\n", "line 2 has 1 fields, expected 2");
    assertRefused("epoch,loss\n0,1\n1,many\n", "line 3, column 'loss': expected a number, found");
    Path rates = Files.writeString(folder.resolve("rates.csv"), "epoch,learning_rate\n0,1\n");
    assertThatThrownBy(() -> TrainingCurves.of(rates).picture())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[learning_rate]");
    assertThatThrownBy(() -> TrainingCurves.of(new History()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no epochs");
  }

  private void assertRefused(String text, String message) throws IOException {
    Path csv = Files.writeString(folder.resolve("bad.csv"), text);
    assertThatThrownBy(() -> TrainingCurves.of(csv))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bad.csv")
        .hasMessageContaining(message);
  }

  private static Array curves(Map<String, Array> state) {
    History history = new History();
    history.restore(state);
    return TrainingCurves.of(history).picture();
  }

  private static History history(double[] loss, double[] validation) {
    Map<String, Array> state = new LinkedHashMap<>();
    state.put("epochs", Array.of(IntStream.range(0, loss.length).toArray()));
    state.put("values/loss", Array.of(loss));
    state.put("values/val_loss", Array.of(validation));
    History history = new History();
    history.restore(state);
    return history;
  }
}

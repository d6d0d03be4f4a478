package io.github.inverseactivation.cli;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.metrics.ConfusionMatrix;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.reports.ConfusionChart;
import io.github.inverseactivation.reports.NoFontsException;
import io.github.inverseactivation.reports.TrainingCurves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The pictures that {@code train} leaves. They are extras: a run does not fail without fonts. */
record TrainPictures(Path folder, Console console) {
  private static final int BATCH_SIZE = 256;

  /** Draws the run, and what the model takes for what in the test part. */
  void write(History history, Model model, TrainTest data, int classes) throws IOException {
    try {
      Png.write(folder.resolve("curves.png"), TrainingCurves.of(history).picture());
      if (classes > ConfusionChart.MAX_CLASSES) {
        console.remark("no confusion.png: " + classes + " classes are too many for a picture");
        return;
      }
      ConfusionMatrix matrix = confusion(classes, model, data);
      Png.write(folder.resolve("confusion.png"), ConfusionChart.of(matrix).picture());
    } catch (NoFontsException e) {
      console.remark(e.getMessage());
    }
  }

  private static ConfusionMatrix confusion(int classes, Model model, TrainTest data) {
    ArrayDataset test = data.test();
    Array scores = model.predict(test.inputArrays().get(0), BATCH_SIZE);
    int[] labels = Arrays.stream(Labels.of(data.name(), test)).mapToInt(Math::toIntExact).toArray();
    return ConfusionMatrix.ofScores(classes, labels, scores.floats());
  }
}

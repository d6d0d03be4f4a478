package io.github.inverseactivation.reports;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A picture of a run: the loss and each metric over the epochs, training and validation in one
 * panel. A loss that falls by more than a factor of 20 is drawn on a logarithmic scale, an accuracy
 * in percent; of an accuracy over more than 25 epochs, a steep beginning may lie below the picture.
 * Numbers that are none are left out.
 *
 * <pre>{@code
 * History history = model.fit(data, Fit.epochs(5));
 * Png.write(Path.of("curves.png"), TrainingCurves.of(history).picture());
 * Png.write(Path.of("earlier.png"), TrainingCurves.of(Path.of("history.csv")).picture());
 * }</pre>
 *
 * <p>Immutable.
 */
public final class TrainingCurves {
  private static final String VALIDATION = "val_";
  private static final String LEARNING_RATE = "learning_rate";
  private static final int PANELS_IN_A_ROW = 2;
  private static final int TITLE = 26;

  private final EpochTable table;

  private TrainingCurves(EpochTable table) {
    this.table = table;
  }

  /**
   * The curves of a run of this program.
   *
   * @param history what {@code fit} returned
   * @return the curves
   * @throws IllegalArgumentException if no epoch ended
   */
  public static TrainingCurves of(History history) {
    if (history.epochs().isEmpty()) {
      throw new IllegalArgumentException("the history has no epochs: train first");
    }
    return new TrainingCurves(EpochTable.of(history));
  }

  /**
   * The curves of an earlier run.
   *
   * @param csv what {@code train} and {@code CSVLogger}, here or in Python, write: a column {@code
   *     epoch}, from 0, and one for each number
   * @return the curves
   * @throws io.github.inverseactivation.data.FormatException if the file is something else
   * @throws IOException if it cannot be read
   */
  public static TrainingCurves of(Path csv) throws IOException {
    return new TrainingCurves(EpochTable.read(csv));
  }

  /**
   * Draws them, two panels in a row.
   *
   * @return the picture, {@code uint8 [height, width, 3]}
   * @throws NoFontsException if this machine cannot draw text
   * @throws IllegalArgumentException if nothing but learning rates is recorded
   */
  public Array picture() {
    Fonts.check();
    List<CurvePanel> panels = panels();
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to draw, expected a loss or a metric, found " + table.columns().keySet());
    }
    int columns = Math.min(PANELS_IN_A_ROW, panels.size());
    int rows = (panels.size() + columns - 1) / columns;
    int height = TITLE + CurvePanel.HEIGHT;
    Sheet sheet = new Sheet(columns * CurvePanel.WIDTH, rows * height);
    for (int i = 0; i < panels.size(); i++) {
      int x = i % columns * CurvePanel.WIDTH;
      int y = i / columns * height;
      sheet.centred(panels.get(i).title(), Fonts.bold(14), x, CurvePanel.WIDTH, y + TITLE - 4);
      sheet.picture(panels.get(i).draw(), x, y + TITLE);
    }
    return sheet.pixels();
  }

  private List<CurvePanel> panels() {
    Map<String, double[]> all = table.columns();
    List<CurvePanel> panels = new ArrayList<>();
    for (String key : all.keySet()) {
      boolean ofTraining = key.startsWith(VALIDATION) && all.containsKey(key.substring(4));
      if (!ofTraining && !key.equals(LEARNING_RATE)) {
        panels.add(new CurvePanel(key, table.epochs(), all.get(key), all.get(VALIDATION + key)));
      }
    }
    panels.sort((a, b) -> Boolean.compare(b.isLoss(), a.isLoss())); // the loss first
    return panels;
  }
}

package io.github.inverseactivation.callbacks;

import java.io.PrintStream;
import java.util.Map;

/**
 * Draws a bar over one line as batches end, in the format of Keras's {@code verbose=1}.
 *
 * <p>It redraws at most twenty times a second, so a terminal never slows training down.
 */
public final class ProgressBar implements Callback {
  private static final int WIDTH = 20;
  private static final long INTERVAL = 50_000_000;
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String GREY = "\u001b[37m";
  private static final String PLAIN = "\u001b[0m";
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private long started;
  private long drawn;

  /**
   * A bar.
   *
   * @param out the terminal to draw on
   */
  public ProgressBar(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    started = System.nanoTime();
    drawn = 0;
    if (context.epochs() > 1) {
      out.println("Epoch " + (epoch + 1) + "/" + context.epochs());
    }
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    long now = System.nanoTime();
    boolean last = batch + 1 == context.steps(); // drawn at the end of the epoch
    if (!last && now - drawn >= INTERVAL) {
      drawn = now;
      draw(context.steps(), batch + 1, logs, (now - started) / 1e9);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    draw(context.steps(), context.steps(), logs, (System.nanoTime() - started) / 1e9);
    out.println();
    out.flush();
  }

  private void draw(int steps, int done, Map<String, Double> logs, double seconds) {
    boolean known = steps != TrainingContext.UNKNOWN_STEPS;
    double perStep = seconds / done;
    double shown = known && done < steps ? perStep * (steps - done) : seconds;
    out.print(
        CLEAR_LINE
            + (known ? bar(steps, done) : String.format("%7d/Unknown", done))
            + " "
            + BOLD
            + Progress.duration(shown)
            + PLAIN
            + " "
            + Progress.perStep(perStep)
            + Progress.metrics(logs));
    out.flush();
  }

  private static String bar(int steps, int done) {
    int filled = (int) ((long) WIDTH * done / steps);
    String count = String.format("%" + String.valueOf(steps).length() + "d/%d", done, steps);
    return BOLD
        + count
        + PLAIN
        + " "
        + GREEN
        + "━".repeat(filled)
        + PLAIN
        + GREY
        + "━".repeat(WIDTH - filled)
        + PLAIN;
  }
}

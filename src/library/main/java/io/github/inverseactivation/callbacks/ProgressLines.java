package io.github.inverseactivation.callbacks;

import java.io.PrintStream;
import java.util.Map;

/**
 * Prints one line an epoch, in the format of Keras's {@code verbose=2}: {@code 469/469 - 4s -
 * 9ms/step - loss: 0.1672}.
 */
public final class ProgressLines implements Callback {
  private final PrintStream out;
  private long started;

  /**
   * A line an epoch.
   *
   * @param out where to print
   */
  public ProgressLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    started = System.nanoTime();
    if (context.epochs() > 1) {
      out.println("Epoch " + (epoch + 1) + "/" + context.epochs());
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    double seconds = (System.nanoTime() - started) / 1e9;
    int steps = context.steps();
    out.println(
        steps
            + "/"
            + steps
            + " - "
            + Progress.duration(seconds)
            + " - "
            + Progress.perStep(seconds / steps)
            + Progress.metrics(logs));
    out.flush();
  }
}

package io.github.inverseactivation.callbacks;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends training when the loss is infinite or not a number, without an error: the model stays as it
 * is, validation and the other callbacks end as usual.
 *
 * <pre>{@code
 * model.fit(data, Fit.epochs(5).callbacks(new TerminateOnNaN()));
 * }</pre>
 *
 * <p>Without a callback that stops the run, {@code fit} fails with an {@link
 * IllegalStateException}, which names the epoch and the batch; Keras trains on.
 *
 * <p>Source: Keras, {@code callbacks/terminate_on_nan.py}; its {@code raise_error} is what {@code
 * fit} does without this callback.
 */
public final class TerminateOnNaN implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(TerminateOnNaN.class);

  /** Watches {@code loss}. */
  public TerminateOnNaN() {}

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    Double loss = logs.get("loss");
    if (loss != null && !Double.isFinite(loss)) {
      LOG.warn("the loss became {} in batch {}: training ends", loss, batch + 1);
      context.stop();
    }
  }
}

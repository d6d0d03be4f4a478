package io.github.inverseactivation.engine;

import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.ProgressBar;
import io.github.inverseactivation.callbacks.ProgressLines;
import io.github.inverseactivation.callbacks.Terminal;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.training.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Who is told what happens, in order: the user's callbacks, the history, what shows progress, and
 * last the one that backs up what all others have made of the event.
 */
final class CallbackList {
  private final List<Callback> callbacks = new ArrayList<>();

  CallbackList(Fit fit, History history) {
    add(fit.callbacks(), false);
    callbacks.add(history);
    switch (fit.verbosity()) {
      case SILENT -> {}
      case BAR -> callbacks.add(new ProgressBar(fit.output()));
      case LINES -> callbacks.add(new ProgressLines(fit.output()));
      case AUTO ->
          callbacks.add(
              Terminal.isPresent()
                  ? new ProgressBar(fit.output())
                  : new ProgressLines(fit.output()));
    }
    add(fit.callbacks(), true);
  }

  private void add(List<Callback> given, boolean backups) {
    given.stream()
        .filter(callback -> callback instanceof BackupAndRestore == backups)
        .forEach(callbacks::add);
  }

  void tell(Consumer<Callback> event) {
    callbacks.forEach(event);
  }

  void state(RunState state) {
    named((name, callback) -> state.put(name, callback.state()));
  }

  void restore(RunState state) {
    named(
        (name, callback) -> {
          Map<String, Array> part = state.part(name);
          if (part.isEmpty()) {
            throw new IllegalArgumentException(
                "the state knows of no "
                    + name
                    + ": train with the same callbacks as before, or leave the state out");
          }
          callback.restore(part);
        });
  }

  /** Callbacks that remember something, each under its place among them and its kind. */
  private void named(BiConsumer<String, Callback> action) {
    int place = 0;
    for (Callback callback : callbacks) {
      if (!callback.state().isEmpty()) {
        action.accept("callbacks/" + place++ + "-" + callback.getClass().getSimpleName(), callback);
      }
    }
  }
}

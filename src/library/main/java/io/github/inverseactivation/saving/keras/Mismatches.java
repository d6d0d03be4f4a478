package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.List;

/** What becomes of weights for which a file has nothing that fits: an error, or a list of them. */
final class Mismatches {
  private final boolean skip;
  private final List<SkippedWeight> skipped = new ArrayList<>();

  /**
   * A list that is empty yet.
   *
   * @param skip whether weights may be passed over
   */
  Mismatches(boolean skip) {
    this.skip = skip;
  }

  /** Whether weights may be passed over. */
  boolean skip() {
    return skip;
  }

  /**
   * Passes weights over.
   *
   * @param file the file's name, which reasons need not repeat
   * @throws FormatException the reason, where each weight must fit
   */
  void add(String file, List<Weight> weights, FormatException reason) {
    if (!skip) {
      throw reason;
    }
    String text = reason.getMessage();
    String plain = text.startsWith(file + ": ") ? text.substring(file.length() + 2) : text;
    note(weights, plain);
  }

  /** Passes weights over of which the file does not speak. */
  void note(List<Weight> weights, String reason) {
    weights.forEach(weight -> skipped.add(new SkippedWeight(weight.path(), reason)));
  }

  /** The weights passed over. */
  List<SkippedWeight> skipped() {
    return List.copyOf(skipped);
  }
}

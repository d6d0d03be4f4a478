package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The weights of a model in a file.
 *
 * @param arrays one for each weight of the model, null for those that are passed over
 * @param skipped the weights that are passed over
 */
public record StoredWeights(List<Array> arrays, List<SkippedWeight> skipped) {

  /**
   * Keeps copies of the lists.
   *
   * @param arrays one for each weight of the model, null for those that are passed over
   * @param skipped the weights that are passed over
   */
  public StoredWeights {
    arrays = Collections.unmodifiableList(new ArrayList<>(arrays)); // which may hold null
    skipped = List.copyOf(skipped);
  }
}

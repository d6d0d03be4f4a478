package io.github.inverseactivation.losses;

import java.util.OptionalInt;

/**
 * Labels are indices of classes: whole numbers from 0 to one less than the number of classes, which
 * is the last dimension of the predictions.
 *
 * <p>Operations in a graph pass over a label outside that range without a word, so whoever feeds
 * labels checks them first.
 */
public interface ClassIndexLabels {

  /**
   * A label that is legal outside the range and whose samples do not count.
   *
   * @return the ignored label, or nothing, which is the default
   */
  default OptionalInt ignored() {
    return OptionalInt.empty();
  }
}

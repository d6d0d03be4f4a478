package io.github.inverseactivation.models;

import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;

/** Models for {@link SmallData}. */
final class SmallModels {
  private SmallModels() {}

  /** One dense layer, ready for training. */
  static Sequential compiled() {
    Sequential model = Sequential.of(Input.shape(8, 8, 1), new Flatten(), new Dense(4)).seed(3);
    model.compile(
        new Adam(0.01),
        SparseCategoricalCrossentropy.fromLogits(),
        new SparseCategoricalAccuracy());
    return model;
  }
}

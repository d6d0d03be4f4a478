package io.github.inverseactivation.models;

/** x. */
public final class SavedModel {
  private SavedModel() {}
}

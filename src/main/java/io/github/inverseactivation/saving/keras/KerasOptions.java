package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.saving.config.KerasTypes;
import java.util.Objects;

/**
 * How Keras's files are written and read.
 *
 * <pre>{@code
 * model.save(path, KerasOptions.standard().training(false));
 * Models.load(path, KerasOptions.standard()
 *     .types(KerasTypes.standard().with("mine>Scale", () -> new Rescaling(2))));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class KerasOptions {
  private static final KerasOptions STANDARD = new KerasOptions(KerasTypes.standard(), true, false);

  private final KerasTypes types;
  private final boolean training;
  private final boolean customLayer;

  private KerasOptions(KerasTypes types, boolean training, boolean customLayer) {
    this.types = Objects.requireNonNull(types, "types");
    this.training = training;
    this.customLayer = customLayer;
  }

  /**
   * The defaults.
   *
   * @return options with this library's classes, with training, without custom classes
   */
  public static KerasOptions standard() {
    return STANDARD;
  }

  /**
   * Sets which classes files may name. Default: {@link KerasTypes#standard()}.
   *
   * @param types the classes
   * @return a changed copy
   */
  public KerasOptions types(KerasTypes types) {
    return new KerasOptions(types, training, customLayer);
  }

  /**
   * Says whether optimizer, loss and metrics are written and read, so that training continues.
   * Default: true.
   *
   * @param training false for a model to predict with
   * @return a changed copy
   */
  public KerasOptions training(boolean training) {
    return new KerasOptions(types, training, customLayer);
  }

  /**
   * Says how InverseActivation is written. Default: false, as a small model of layers that every
   * Keras has, which needs no code in Python. As a class of its own it is one row in Python's
   * summary, and Python must import {@code scripts/inverse_activation.py} before it loads the file.
   * A layer with weights, {@code useScale} or {@code useBias}, is always written as a class.
   *
   * @param customLayer true to write a class of its own
   * @return a changed copy
   */
  public KerasOptions customLayer(boolean customLayer) {
    return new KerasOptions(types, training, customLayer);
  }

  KerasTypes types() {
    return types;
  }

  boolean training() {
    return training;
  }

  boolean customLayer() {
    return customLayer;
  }
}

package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.saving.config.KerasTypes;
import io.github.inverseactivation.saving.config.KerasVersion;
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
  private static final KerasOptions STANDARD =
      new KerasOptions(KerasTypes.standard(), true, false, false, false, KerasVersion.CURRENT);

  private final KerasTypes types;
  private final boolean training;
  private final boolean customLayer;
  private final boolean byName;
  private final boolean skipMismatch;
  private final KerasVersion version;

  private KerasOptions(
      KerasTypes types,
      boolean training,
      boolean customLayer,
      boolean byName,
      boolean skipMismatch,
      KerasVersion version) {
    this.types = Objects.requireNonNull(types, "types");
    this.training = training;
    this.customLayer = customLayer;
    this.byName = byName;
    this.skipMismatch = skipMismatch;
    this.version = version;
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
    return new KerasOptions(types, training, customLayer, byName, skipMismatch, version);
  }

  /**
   * Says whether optimizer, loss and metrics are written and read, so that training continues.
   * Default: true.
   *
   * @param training false for a model to predict with
   * @return a changed copy
   */
  public KerasOptions training(boolean training) {
    return new KerasOptions(types, training, customLayer, byName, skipMismatch, version);
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
    return new KerasOptions(types, training, customLayer, byName, skipMismatch, version);
  }

  /**
   * Says how {@code loadWeights} finds the weights of a layer in {@code .h5} files of whole models
   * and of Keras 2's weights. Default: false, by the layers' order. By name, what the file has of
   * layers of other names is passed over, and so are the model's layers that the file does not
   * name.
   *
   * @param byName true to find them by the layer's name
   * @return a changed copy
   */
  public KerasOptions byName(boolean byName) {
    return new KerasOptions(types, training, customLayer, byName, skipMismatch, version);
  }

  /**
   * Says what {@code loadWeights} does with weights for which a file has another shape or number.
   * Default: false, an error. As in Keras, a layer in {@code .weights.h5} and {@code .keras} files
   * is passed over as a whole, and a weight in {@code .h5} files by itself; by order, those must
   * have as many layers, with as many weights each.
   *
   * @param skipMismatch true to let such weights keep their values; {@code loadWeights} lists them
   * @return a changed copy
   */
  public KerasOptions skipMismatch(boolean skipMismatch) {
    return new KerasOptions(types, training, customLayer, byName, skipMismatch, version);
  }

  /**
   * Sets the version of Keras that is to open what is written. Default: {@link
   * KerasVersion#CURRENT}, whose files open in 3.6 and later as far as those versions have what the
   * model is made of. For a version before 3.4, the file is in the notation of that time, which
   * later versions read, too: a Sequential that has models in it is written as a functional model
   * then.
   *
   * <pre>{@code
   * model.save(path, KerasOptions.standard().version(KerasVersion.of("3.3")));
   * }</pre>
   *
   * @param version 3.0 or later, not above {@link KerasVersion#CURRENT}
   * @return a changed copy
   * @throws IllegalArgumentException if it is another
   */
  public KerasOptions version(KerasVersion version) {
    if (version.isBefore(3, 0) || version.compareTo(KerasVersion.CURRENT) > 0) {
      throw new IllegalArgumentException(
          "files are written for Keras 3.0 to "
              + KerasVersion.CURRENT
              + ", not for "
              + version
              + ": name one of these, or export a SavedModel, which needs no Keras");
    }
    return new KerasOptions(types, training, customLayer, byName, skipMismatch, version);
  }

  KerasVersion version() {
    return version;
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

  boolean byName() {
    return byName;
  }

  boolean skipMismatch() {
    return skipMismatch;
  }
}

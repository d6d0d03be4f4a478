package io.github.inverseactivation.models;

import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.runtime.NativeLibrary;
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasModel;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Opens models.
 *
 * <pre>{@code
 * try (Model model = Models.load(Path.of("digits.keras"))) {
 *   Array probabilities = model.predict(images);
 * }
 * }</pre>
 */
public final class Models {
  private Models() {}

  /**
   * Opens a {@code .keras} file of this library or of Python, or a whole model in {@code .h5} of
   * Keras 2 or 3, with the state of training where there is one.
   *
   * @param path the file
   * @return the model; compiled, if it was when it was saved
   * @throws io.github.inverseactivation.data.FormatException if the file is damaged, does not hold
   *     what it promises, or holds what cannot be read; the message says where and what
   * @throws IllegalArgumentException if it is no such file
   * @throws IOException if it cannot be read
   */
  public static Model load(Path path) throws IOException {
    loadAhead(path); // before the table of Keras's classes is made
    return load(path, KerasOptions.standard());
  }

  /**
   * Opens a {@code .keras} or {@code .h5} file with options.
   *
   * @param path the file
   * @param options which classes the file may name, and whether the state of training is read
   * @return the model
   * @throws io.github.inverseactivation.data.FormatException if the file is damaged, does not hold
   *     what it promises, or holds what cannot be read; the message says where and what
   * @throws IllegalArgumentException if it is no such file
   * @throws IOException if it cannot be read
   */
  public static Model load(Path path, KerasOptions options) throws IOException {
    return load(path, options, RuntimeOptions.defaults());
  }

  /**
   * Opens a {@code .keras} or {@code .h5} file with options, to run in a way of the caller's.
   *
   * @param path the file
   * @param options which classes the file may name, and whether the state of training is read
   * @param runtime how to use the TensorFlow runtime
   * @return the model
   * @throws io.github.inverseactivation.data.FormatException if the file is damaged, does not hold
   *     what it promises, or holds what cannot be read; the message says where and what
   * @throws IllegalArgumentException if it is no such file
   * @throws IOException if it cannot be read
   */
  public static Model load(Path path, KerasOptions options, RuntimeOptions runtime)
      throws IOException {
    Objects.requireNonNull(runtime, "runtime");
    loadAhead(path);
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          path + ": is a folder: open a SavedModel with SavedModel.load");
    }
    KerasModel contents = KerasFile.read(path, options);
    try {
      return model(contents, runtime);
    } catch (FormatException e) {
      throw e;
    } catch (IllegalArgumentException e) { // what a model refuses that a file may say
      throw new FormatException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes a model of an architecture that {@code model.to_json()} of Keras 1, 2 or 3, or {@link
   * Model#toJson}, gives. Its weights are new; {@link Model#loadWeights} takes those of a file.
   *
   * <pre>{@code
   * try (Model model = Models.fromJson(Files.readString(Path.of("model.json")))) {
   *   model.loadWeights(Path.of("model_weights.h5"));
   * }
   * }</pre>
   *
   * @param json the text
   * @return the model; compiled, if the text says how
   * @throws io.github.inverseactivation.data.FormatException if it is no such text, or describes
   *     what cannot be read; the message says where and what
   */
  public static Model fromJson(String json) {
    return fromJson(json, KerasOptions.standard());
  }

  /**
   * Makes a model of an architecture, with options.
   *
   * @param json the text
   * @param options which classes the text may name, and whether it is read how the model is trained
   * @return the model
   * @throws io.github.inverseactivation.data.FormatException if it is no such text, or describes
   *     what cannot be read; the message says where and what
   */
  public static Model fromJson(String json, KerasOptions options) {
    KerasModel contents = KerasFile.readJson(Objects.requireNonNull(json, "json"), options);
    try {
      return model(contents, RuntimeOptions.defaults());
    } catch (FormatException e) {
      throw e;
    } catch (IllegalArgumentException e) { // what a model refuses that the text may say
      throw new FormatException("JSON: " + e.getMessage(), e);
    }
  }

  private static void loadAhead(Path path) {
    if (Files.isRegularFile(path)) {
      NativeLibrary.loadAhead();
    }
  }

  private static Model model(KerasModel contents, RuntimeOptions runtime) {
    Network network = contents.network();
    Model model = network.isSequential() ? sequential(network) : new FunctionalModel(network);
    try {
      model.runtime(runtime).restore(contents);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static Sequential sequential(Network network) {
    NetworkInput input = network.inputs().get(0);
    Layer[] layers = network.layers().stream().map(PlacedLayer::layer).toArray(Layer[]::new);
    long[] shape = input.shape().tail().asArray();
    return Sequential.of(Input.shape(shape).dtype(input.dtype()).name(input.name()), layers)
        .name(network.name());
  }
}

package io.github.inverseactivation.models;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A chain of layers, each taking what the one before puts out.
 *
 * <pre>{@code
 * try (Sequential model = Sequential.of(
 *     Input.shape(28, 28, 1),
 *     new Conv2D(16, 3),
 *     new InverseActivation(),
 *     new MaxPooling2D(2),
 *     new Flatten(),
 *     new Dense(10))) {
 *   model.compile(
 *       new Adam(), SparseCategoricalCrossentropy.fromLogits(), new SparseCategoricalAccuracy());
 *   model.fit(data, Fit.epochs(5));
 * }
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.Sequential}.
 */
public final class Sequential extends Model {
  private final List<Layer> layers;
  private Input input;
  private String name = "sequential";

  private Sequential(Input input, List<Layer> layers) {
    this.input = input;
    this.layers = new ArrayList<>(layers);
    if (input != null && !layers.isEmpty()) {
      describe();
    }
  }

  /**
   * A chain of layers.
   *
   * @param input what goes in
   * @param layers the layers, first to last
   * @return the model
   * @throws IllegalArgumentException if a layer cannot take what the one before puts out
   */
  public static Sequential of(Input input, Layer... layers) {
    return new Sequential(Objects.requireNonNull(input, "input"), List.of(layers));
  }

  /**
   * A chain of layers whose input is given later, by {@link #build}.
   *
   * @param layers the layers, first to last
   * @return the model
   */
  public static Sequential of(Layer... layers) {
    return new Sequential(null, List.of(layers));
  }

  /**
   * Adds a layer at the end.
   *
   * @param layer the layer
   * @return this model
   * @throws IllegalArgumentException if it cannot take what the one before puts out
   * @throws IllegalStateException if the model has been built
   */
  public Sequential add(Layer layer) {
    checkNotBuilt("add");
    layers.add(Objects.requireNonNull(layer, "layer"));
    if (input != null) {
      try {
        describe();
      } catch (IllegalArgumentException e) {
        layers.remove(layers.size() - 1);
        throw e;
      }
    }
    return this;
  }

  /**
   * Names the model. Default: {@code sequential}.
   *
   * @param newName the name
   * @return this model
   * @throws IllegalStateException if the model has been built
   */
  @Override
  public Sequential name(String newName) {
    checkNotBuilt("name");
    name = Objects.requireNonNull(newName, "name");
    return this;
  }

  @Override
  public Sequential seed(long newSeed) {
    super.seed(newSeed);
    return this;
  }

  /**
   * Says what goes in, where {@link #of(Layer...)} left it open.
   *
   * @param newInput what goes in
   * @return this model
   * @throws IllegalArgumentException if a layer cannot take what the one before puts out
   * @throws IllegalStateException if the input is known already
   */
  public Sequential build(Input newInput) {
    checkNotBuilt("build");
    if (input != null) {
      throw new IllegalStateException("build after the input was given: leave build out");
    }
    input = Objects.requireNonNull(newInput, "input");
    network();
    return this;
  }

  @Override
  Network describe() {
    if (input == null) {
      throw new IllegalStateException(
          "the input's shape is not known: begin the model with Input.shape(...), or call build");
    }
    String inputName = input.name() == null ? "input_layer" : input.name();
    return Network.chain(name, new NetworkInput(inputName, input.shape(), input.dtype()), layers);
  }
}

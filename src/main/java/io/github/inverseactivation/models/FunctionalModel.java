package io.github.inverseactivation.models;

import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.topology.Network;
import java.util.List;
import java.util.Objects;

/** Any acyclic graph of layers. */
final class FunctionalModel extends Model {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final Network known;
  private String name = "functional";

  FunctionalModel(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.known = null;
    describe();
  }

  /** A model whose topology is known as a whole. */
  FunctionalModel(Network known) {
    this.inputs = List.of();
    this.outputs = List.of();
    this.known = known;
    network();
  }

  @Override
  public Model name(String newName) {
    checkNotBuilt("name");
    name = Objects.requireNonNull(newName, "name");
    return this;
  }

  @Override
  Network describe() {
    return known != null ? known : Network.functional(name, inputs, outputs);
  }
}

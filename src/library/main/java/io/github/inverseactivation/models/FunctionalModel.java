package io.github.inverseactivation.models;

import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Structure;
import java.util.Objects;

/** Any acyclic graph of layers. */
final class FunctionalModel extends Model {
  private final Structure<? extends Tensor> inputs;
  private final Structure<? extends Tensor> outputs;
  private final Network known;
  private String name = "functional";

  FunctionalModel(Structure<? extends Tensor> inputs, Structure<? extends Tensor> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.known = null;
    describe();
  }

  /** A model whose topology is known as a whole. */
  FunctionalModel(Network known) {
    this.inputs = null;
    this.outputs = null;
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
    return known != null ? known : Network.functional(name, inputs, outputs, null);
  }
}

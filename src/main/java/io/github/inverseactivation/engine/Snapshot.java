package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.topology.Weight;
import java.util.List;

/**
 * A network between two steps of training.
 *
 * @param weights the weights, in the network's order
 * @param compilation what it is compiled with, or null
 * @param trained the weights that training changes, in the network's order; empty before compile
 * @param state where the optimizer stands, or null
 */
public record Snapshot(
    List<Array> weights, Compilation compilation, List<Weight> trained, OptimizerState state) {}

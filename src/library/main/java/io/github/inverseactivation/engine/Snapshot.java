package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import java.util.List;

/**
 * A network between two steps of training.
 *
 * @param weights the weights, in the network's order
 * @param settings what it is compiled with, or null
 * @param trained the weights that training changes, in the network's order; empty before compile
 * @param state where the optimizer stands, or null
 */
public record Snapshot(
    List<Array> weights, Compile settings, List<Weight> trained, OptimizerState state) {}

/**
 * Which layers a model has and how they are connected, without tensors or sessions. Start at {@link
 * io.github.inverseactivation.topology.Network}; {@link
 * io.github.inverseactivation.topology.NetworkCall} turns one into operations of a graph.
 */
package io.github.inverseactivation.topology;

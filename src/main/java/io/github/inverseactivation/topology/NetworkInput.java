package io.github.inverseactivation.topology;

import org.tensorflow.ndarray.Shape;

/**
 * One input of a network.
 *
 * @param name the name under which exported files take it
 * @param shape its shape, batch dimension first and unknown
 */
public record NetworkInput(String name, Shape shape) {}

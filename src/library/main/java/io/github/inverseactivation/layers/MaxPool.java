package io.github.inverseactivation.layers;

/** Marks a layer that puts out the largest element of each window, and nothing else. */
public interface MaxPool {}

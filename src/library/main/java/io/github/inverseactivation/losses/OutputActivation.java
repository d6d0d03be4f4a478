package io.github.inverseactivation.losses;

/** The activations that turn logits into probabilities. */
public enum OutputActivation {
  /** Several classes that exclude each other: probabilities along an axis add up to 1. */
  SOFTMAX,
  /** Classes that do not exclude each other: each number is a probability of its own. */
  SIGMOID
}

package io.github.inverseactivation.metrics;

/** How the scores of classes become one. */
public enum Average {
  /** They do not: there is one score for each class. Logs report their mean. */
  NONE,
  /** The score of all classes' predictions taken together. */
  MICRO,
  /** The mean of the classes' scores. */
  MACRO,
  /** The mean of the classes' scores, weighted by how many labels are of each class. */
  WEIGHTED
}

package io.github.inverseactivation.saving.savedmodel;

/**
 * How large a SavedModel from strangers may be.
 *
 * @param graphBytes the size of {@code saved_model.pb} and of {@code variables.index}
 * @param constantBytes what the constants of all graphs occupy once they are expanded
 * @param callDepth how deeply functions may call functions
 * @param expandedNodes the number of nodes once every function is written out where it is called
 */
public record SavedModelLimits(
    long graphBytes, long constantBytes, int callDepth, long expandedNodes) {
  /** 1 GiB of graph, 2 GiB of constants, 256 levels of calls, 20 million nodes. */
  public static final SavedModelLimits DEFAULT =
      new SavedModelLimits(1L << 30, 1L << 31, 256, 20_000_000);
}

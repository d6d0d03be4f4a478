package io.github.inverseactivation.config;

/**
 * Something that is described by named options: a layer, an activation, an initializer, an
 * optimizer.
 *
 * <p>{@link #options} names every option once. The same lines serve for writing a configuration and
 * for reading one, so the two cannot drift apart:
 *
 * <pre>{@code
 * final class Affine implements Configurable {
 *   private int units = 1;
 *   private boolean useBias = true;
 *
 *   @Override
 *   public void options(Options options) {
 *     units = options.integer("units", units);
 *     useBias = options.bool("useBias", useBias);
 *   }
 * }
 * }</pre>
 */
public interface Configurable {

  /**
   * Passes every option through {@code options}, in the order of Keras's configuration, and keeps
   * what comes back.
   *
   * <p>A writer hands each value back unchanged. A reader hands back what the file says; readers
   * call this only on an object that nobody else holds yet, which is why the fields behind options
   * may be assigned although the object is immutable to everyone else.
   *
   * @param options the writer or reader
   */
  void options(Options options);

  /**
   * Checks the options against each other. Withers and readers call it once all options have their
   * values. The default accepts everything.
   *
   * @throws IllegalArgumentException if an option is out of range or options contradict each other
   */
  default void validate() {}
}

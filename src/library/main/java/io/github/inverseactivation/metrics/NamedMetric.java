package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A metric with a name, and copies of itself.
 *
 * @param <M> the metric itself, the type its withers return
 */
abstract class NamedMetric<M extends NamedMetric<M>> extends Metric implements Cloneable {

  private String name;

  NamedMetric(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final M name(String name) {
    Objects.requireNonNull(name, "name");
    return with(copy -> ((NamedMetric<?>) copy).name = name);
  }

  @Override
  public void options(Options options) {
    name = options.text("name", name);
  }

  /**
   * A copy with a change, the body of every wither.
   *
   * @param change assigns fields of the copy, which nobody else holds yet
   * @return the copy
   */
  protected final M with(Consumer<M> change) {
    try {
      @SuppressWarnings("unchecked") // M is the class itself, by the contract of the parameter
      M copy = (M) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}

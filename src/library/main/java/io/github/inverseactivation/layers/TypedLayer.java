package io.github.inverseactivation.layers;

import io.github.inverseactivation.config.Options;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * A layer whose withers return its own type. A layer of one input extends {@link SingleInputLayer},
 * one of several inputs extends this.
 *
 * @param <L> the subclass itself
 */
public abstract class TypedLayer<L extends TypedLayer<L>> extends Layer {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9_.\\-]{0,999}");

  /** For subclasses. */
  protected TypedLayer() {}

  /**
   * Names the layer. Default: the model chooses, in Keras's way.
   *
   * @param name letters, digits, dots, underscores and dashes
   * @return a copy with that name
   * @throws IllegalArgumentException if the name has other characters
   */
  @Override
  public final L name(String name) {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a layer's name has at most 1000 letters, digits, '.', '_' and '-', not '"
              + (name.length() > 1000 ? name.length() + " characters" : name)
              + "'");
    }
    return self(copy(name, isTrainable()));
  }

  /**
   * Says whether training changes this layer's weights. Default: true.
   *
   * @param trainable false to freeze the layer
   * @return a copy that is trained or frozen
   */
  @Override
  public final L trainable(boolean trainable) {
    return self(copy(name(), trainable));
  }

  /**
   * Adds a penalty on what comes out to the loss, Keras's {@code activity_regularizer}: the
   * regularizer of each output divided by the number of examples. Default: none.
   *
   * <p>tf.keras 2 and Keras from 3.14 on divide so; Keras 3.0 to 3.13 and the Keras before tf.keras
   * did not.
   *
   * @param regularizer the penalty, or null for none
   * @return a copy with that penalty
   */
  @Override
  public final L activityRegularizer(Regularizer regularizer) {
    return self(copy(regularizer));
  }

  /**
   * A changed copy: the way of every wither. {@link #validate} runs on the copy.
   *
   * @param change assigns the copy's fields
   * @return the copy
   */
  protected final L with(Consumer<L> change) {
    L copy = self(copy(name(), isTrainable()));
    change.accept(copy);
    copy.validate();
    return copy;
  }

  /** No options; a layer that has some overrides this. */
  @Override
  public void options(Options options) {}

  @SuppressWarnings("unchecked") // L is the class itself, by the bound and by convention
  private L self(Layer copy) {
    return (L) copy;
  }
}

package io.github.inverseactivation.layers;

import java.util.Objects;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;

/**
 * The declaration of one weight of a layer.
 *
 * @param name the name within the layer, as in Keras: {@code kernel}, {@code bias}
 * @param shape the fully known shape
 * @param initializer draws the initial value
 * @param regularizer adds to the loss, or null
 * @param constraint is applied after each update, or null
 * @param trainable whether optimizers change it; false for state such as moving averages
 */
public record WeightSpec(
    String name,
    Shape shape,
    Initializer<?> initializer,
    Regularizer regularizer,
    Constraint constraint,
    boolean trainable) {

  /**
   * Checks what every weight needs.
   *
   * @param name the name within the layer
   * @param shape the fully known shape
   * @param initializer draws the initial value
   * @param regularizer adds to the loss, or null
   * @param constraint is applied after each update, or null
   * @param trainable whether optimizers change it
   */
  public WeightSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(initializer, "initializer");
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "weight '"
              + name
              + "' would have the shape "
              + shape
              + ": give the model an input whose sizes are known where weights depend on them");
    }
  }

  /**
   * A trainable weight without regularizer or constraint.
   *
   * @param name the name within the layer
   * @param shape the fully known shape
   * @param initializer draws the initial value
   * @return the declaration
   */
  public static WeightSpec trainable(String name, Shape shape, Initializer<?> initializer) {
    return new WeightSpec(name, shape, initializer, null, null, true);
  }

  /**
   * State that training steps replace through {@link LayerContext#update}.
   *
   * @param name the name within the layer
   * @param shape the fully known shape
   * @param initializer gives the initial value
   * @return the declaration
   */
  public static WeightSpec state(String name, Shape shape, Initializer<?> initializer) {
    return new WeightSpec(name, shape, initializer, null, null, false);
  }

  /**
   * Adds a penalty to the loss.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public WeightSpec regularizer(Regularizer regularizer) {
    return new WeightSpec(name, shape, initializer, regularizer, constraint, trainable);
  }

  /**
   * Projects the weight after each update.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public WeightSpec constraint(Constraint constraint) {
    return new WeightSpec(name, shape, initializer, regularizer, constraint, trainable);
  }
}

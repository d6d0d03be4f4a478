package io.github.inverseactivation.topology;

import io.github.inverseactivation.data.DType;
import org.tensorflow.ndarray.Shape;

/**
 * One input of a network.
 *
 * @param name the name under which exported files take it
 * @param shape its shape, batch dimension first and unknown
 * @param dtype the type that it is declared to have
 */
public record NetworkInput(String name, Shape shape, DType dtype) {

  /**
   * An input of floating-point numbers.
   *
   * @param name the name under which exported files take it
   * @param shape its shape, batch dimension first and unknown
   */
  public NetworkInput(String name, Shape shape) {
    this(name, shape, DType.FLOAT32);
  }
}

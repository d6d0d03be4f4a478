package io.github.inverseactivation.topology;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * One call of a layer. The values of a network are numbered: first its inputs, then what each node
 * puts out.
 *
 * @param layer the layer that is called
 * @param inputs the numbers of the values it takes
 * @param inputShapes their shapes, batch dimension first
 * @param outputShape the shape of what it puts out
 */
public record Node(
    PlacedLayer layer, List<Integer> inputs, List<Shape> inputShapes, Shape outputShape) {

  /**
   * The multiply-accumulates of this call.
   *
   * @return multiplications by weights, for one example
   */
  public long macs() {
    return layer.layer().macs(inputShapes);
  }
}

package io.github.inverseactivation.topology;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Phase;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * One call of a layer. The values of a network are numbered: first its inputs, then what the nodes
 * put out, one after another.
 *
 * @param layer the layer that is called
 * @param phase whether it computes as in training
 * @param inputs the numbers of the values it takes
 * @param inputShapes their shapes, batch dimension first
 * @param outputShapes the shapes of what it puts out
 * @param outputTypes the types of what it puts out
 * @param firstOutput the number of the first value it puts out
 */
public record Node(
    PlacedLayer layer,
    Phase phase,
    List<Integer> inputs,
    List<Shape> inputShapes,
    List<Shape> outputShapes,
    List<DType> outputTypes,
    int firstOutput) {

  /**
   * The multiply-accumulates of this call.
   *
   * @return multiplications by weights, for one example
   */
  public long macs() {
    return layer.layer().macs(inputShapes);
  }
}

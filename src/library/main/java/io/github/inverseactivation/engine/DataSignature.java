package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * What kind of batches a graph is built for: the data stay in the type they came in until they are
 * in the runtime, so each combination of types has operations of its own. Weights are null where
 * all examples count alike.
 */
record DataSignature(List<Element> inputs, List<Element> targets, Element weights) {

  /** The type of one array of a batch, and the shape of one example in it. */
  record Element(DType dtype, List<Long> example) {

    static Element of(Array array) {
      List<Long> example = new ArrayList<>();
      long[] shape = array.shape();
      for (int i = 1; i < shape.length; i++) {
        example.add(shape[i]);
      }
      return new Element(Feeds.feedable(array.dtype()), example);
    }

    Shape batchShape() {
      Shape shape = Shape.of(Shape.UNKNOWN_SIZE);
      for (long size : example) {
        shape = shape.append(size);
      }
      return shape;
    }
  }

  static DataSignature of(Batch batch) {
    return new DataSignature(
        batch.inputs().stream().map(Element::of).toList(),
        batch.targets().stream().map(Element::of).toList(),
        batch.sampleWeights() == null ? null : Element.of(batch.sampleWeights()));
  }
}

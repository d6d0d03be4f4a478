package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
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

    /** With the sizes open that one of some shapes has open. */
    Element open(List<Shape> shapes) {
      List<Long> sizes = new ArrayList<>();
      for (long size : example) {
        int axis = sizes.size() + 1;
        boolean open =
            shapes.stream()
                .anyMatch(s -> axis < s.numDimensions() && s.get(axis) == Shape.UNKNOWN_SIZE);
        sizes.add(open ? (Long) Shape.UNKNOWN_SIZE : (Long) size);
      }
      return new Element(dtype, sizes);
    }

    Shape batchShape() {
      Shape shape = Shape.of(Shape.UNKNOWN_SIZE);
      for (long size : example) {
        shape = shape.append(size);
      }
      return shape;
    }
  }

  /** The same kind of batches with every size left open that the network leaves open. */
  DataSignature open(Network network) {
    List<Shape> taken = network.inputs().stream().map(NetworkInput::shape).toList();
    if (taken.stream().noneMatch(shape -> shape.tail().hasUnknownDimension())) {
      return this;
    }
    List<Shape> given = network.outputs().stream().map(network::shape).toList();
    List<Element> openInputs = new ArrayList<>();
    for (Element input : inputs) {
      openInputs.add(input.open(List.of(taken.get(openInputs.size()))));
    }
    List<Element> openTargets = new ArrayList<>();
    for (Element target : targets) {
      openTargets.add(target.open(List.of(given.get(openTargets.size()))));
    }
    return new DataSignature(openInputs, openTargets, weights == null ? null : weights.open(given));
  }

  static DataSignature of(Batch batch) {
    return new DataSignature(
        batch.inputs().stream().map(Element::of).toList(),
        batch.targets().stream().map(Element::of).toList(),
        batch.sampleWeights() == null ? null : Element.of(batch.sampleWeights()));
  }
}

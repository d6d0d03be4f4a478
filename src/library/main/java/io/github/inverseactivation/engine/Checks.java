package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.losses.ClassIndexLabels;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.training.Compile;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;

/** Says what is wrong with data before the runtime can. */
final class Checks {
  private Checks() {}

  static void inputs(Network network, List<Array> arrays) {
    List<NetworkInput> inputs = network.inputs();
    if (arrays.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "the model has "
              + inputs.size()
              + " inputs "
              + inputs.stream().map(NetworkInput::name).toList()
              + ", but "
              + arrays.size()
              + " arrays were given");
    }
    for (int i = 0; i < arrays.size(); i++) {
      input(inputs.get(i), arrays.get(i));
      int value = i;
      if (network.nodes().stream().anyMatch(node -> node.inputs().contains(value))) {
        WholeNumbers.check(inputs.get(i), arrays.get(i));
      }
    }
  }

  private static void input(NetworkInput input, Array array) {
    if (array.dtype() == DType.STRING) {
      throw new IllegalArgumentException(
          "input '" + input.name() + "': expected numbers, found strings");
    }
    if (!fits(input.shape(), array.shape())) {
      throw new IllegalArgumentException(
          "input '"
              + input.name()
              + "': expected the shape "
              + batched(input.shape())
              + ", found "
              + Arrays.toString(array.shape())
              + ": reshape the data, or give the model another Input");
    }
    if (array.size() == 0) {
      throw new IllegalArgumentException("input '" + input.name() + "' has no examples");
    }
  }

  static void batch(Network network, List<Compile.Output> outputs, Batch batch) {
    inputs(network, batch.inputs());
    if (batch.targets().size() != outputs.size()) {
      throw new IllegalArgumentException(
          "the model has "
              + outputs.size()
              + " outputs "
              + outputs.stream().map(Compile.Output::name).toList()
              + ", but the data has "
              + batch.targets().size()
              + " arrays of targets");
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).loss() instanceof ClassIndexLabels labels) {
        Shape output = network.shape(network.outputs().get(i));
        long classes = output.get(output.numDimensions() - 1);
        String which = outputs.size() == 1 ? "" : "output '" + outputs.get(i).name() + "': ";
        classIndices(which, batch.targets().get(i), classes, labels.ignored());
      }
    }
  }

  private static void classIndices(String which, Array labels, long classes, OptionalInt ignored) {
    if (labels.dtype() == DType.STRING) {
      throw new IllegalArgumentException(
          which + "labels are strings: turn them into class indices from 0 to " + (classes - 1));
    }
    if (classes == Shape.UNKNOWN_SIZE) {
      return;
    }
    for (double label : labels.doubles()) {
      boolean fits = label >= 0 && label < classes && label == Math.rint(label);
      if (!fits && !(ignored.isPresent() && label == ignored.getAsInt())) {
        throw new IllegalArgumentException(
            which
                + "label "
                + (label == Math.rint(label) ? String.valueOf((long) label) : label)
                + " is not a class index: the model's last layer has "
                + classes
                + " outputs, so labels go from 0 to "
                + (classes - 1));
      }
    }
  }

  private static boolean fits(Shape expected, long[] found) {
    if (expected.numDimensions() != found.length) {
      return false;
    }
    for (int i = 1; i < found.length; i++) {
      if (expected.get(i) != Shape.UNKNOWN_SIZE && expected.get(i) != found[i]) {
        return false;
      }
    }
    return true;
  }

  private static String batched(Shape shape) {
    StringBuilder text = new StringBuilder("[batch");
    for (int i = 1; i < shape.numDimensions(); i++) {
      text.append(", ").append(shape.get(i) == Shape.UNKNOWN_SIZE ? "any" : shape.get(i));
    }
    return text.append(']').toString();
  }
}

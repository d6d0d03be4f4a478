package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Structure;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A function's name, and the order of its arguments and results. What Python calls with a structure
 * has the network's order; what it calls by keyword, and what it gets in a dict, TensorFlow sorts
 * by name, in code points.
 *
 * @param name the function's name
 * @param inputs the network's inputs in the order of the arguments
 * @param outputs the network's outputs in the order of the results
 * @param outputNames what a caller by keyword gets the network's outputs as, in the network's order
 */
record FunctionSignature(
    String name, List<Integer> inputs, List<Integer> outputs, List<String> outputNames) {

  /** The function that is called by position. */
  static FunctionSignature serve(Network network) {
    return new FunctionSignature(
        ObjectGraph.SERVE,
        IntStream.range(0, network.inputs().size()).boxed().toList(),
        IntStream.range(0, network.outputs().size()).boxed().toList(),
        OutputNames.byPlace(network));
  }

  /**
   * The functions that Python chooses from by what {@code serve} is given: {@link #serve}, and for
   * a list of one input, which nothing tells from one input in many files, another for the input
   * alone.
   */
  static List<FunctionSignature> served(Network network) {
    FunctionSignature serve = serve(network);
    return takesListOfOne(network)
        ? List.of(
            serve,
            new FunctionSignature(
                ObjectGraph.SERVE_ONE, serve.inputs(), serve.outputs(), serve.outputNames()))
        : List.of(serve);
  }

  static boolean takesListOfOne(Network network) {
    Structure<Integer> inputs = network.inputStructure();
    return inputs.elements().size() == 1 && inputs.elements().get(0).isOne();
  }

  /** The function that is called by keyword. */
  static FunctionSignature signature(Network network) {
    List<String> outputNames = OutputNames.of(network);
    FunctionSignature serve = serve(network);
    return new FunctionSignature(
        ObjectGraph.SIGNATURE,
        serve.inputs().stream()
            .sorted(Comparator.comparing(i -> network.inputs().get(i).name()))
            .toList(),
        serve.outputs().stream().sorted(Comparator.comparing(outputNames::get)).toList(),
        outputNames);
  }
}

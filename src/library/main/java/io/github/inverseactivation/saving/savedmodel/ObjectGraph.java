package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Structure;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SavedObjectGraphOuterClass.FunctionSpec;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedUserObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.VersionDef;

/**
 * The objects that Python makes of a SavedModel, and their twin inside the checkpoint.
 *
 * <p>Node 0 is the root. It holds lists of the variables (1 to 3), the variables themselves (from
 * 4), the function {@code serve} and the map of signatures. Both graphs must number alike.
 */
final class ObjectGraph {
  static final String SERVE = "__inference_serve_1";
  static final String SERVE_ONE = "__inference_serve_one_3";
  static final String SIGNATURE = "__inference_signature_wrapper_serve_2";
  private static final int ALL = 1;
  private static final int TRAINABLE = 2;
  private static final int NON_TRAINABLE = 3;
  private static final int FIRST_VARIABLE = 4;

  private final Network network;

  ObjectGraph(Network network) {
    this.network = network;
  }

  /** The key of a weight in the checkpoint: the path to it from the root. */
  static String checkpointKey(Weight weight) {
    return "variables/" + weight.index() + "/.ATTRIBUTES/VARIABLE_VALUE";
  }

  private int serveNode() {
    return FIRST_VARIABLE + network.weights().size();
  }

  private List<TrackableObject.ObjectReference> rootChildren() {
    return List.of(
        reference(ALL, "variables"),
        reference(TRAINABLE, "trainable_variables"),
        reference(NON_TRAINABLE, "non_trainable_variables"),
        reference(serveNode(), "serve"),
        reference(serveNode() + 1, "signatures"));
  }

  private List<TrackableObject.ObjectReference> listChildren(int list) {
    List<TrackableObject.ObjectReference> children = new ArrayList<>();
    for (Weight weight : network.weights()) {
      if (list == ALL || weight.trainable() == (list == TRAINABLE)) {
        children.add(reference(FIRST_VARIABLE + weight.index(), String.valueOf(children.size())));
      }
    }
    return children;
  }

  /** The graph stored under {@code _CHECKPOINTABLE_OBJECT_GRAPH}. */
  TrackableObjectGraph inCheckpoint() {
    TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    graph.addNodes(TrackableObject.newBuilder().addAllChildren(rootChildren()));
    for (int list = ALL; list <= NON_TRAINABLE; list++) {
      graph.addNodes(TrackableObject.newBuilder().addAllChildren(listChildren(list)));
    }
    for (Weight weight : network.weights()) {
      graph.addNodes(
          TrackableObject.newBuilder()
              .addAttributes(
                  TrackableObject.SerializedTensor.newBuilder()
                      .setName("VARIABLE_VALUE")
                      .setFullName(weight.path())
                      .setCheckpointKey(checkpointKey(weight))));
    }
    for (int i = 0; i < 3; i++) {
      graph.addNodes(TrackableObject.getDefaultInstance());
    }
    return graph.build();
  }

  /** The graph stored in {@code saved_model.pb}. */
  SavedObjectGraph inModel() {
    SavedObjectGraph.Builder graph = SavedObjectGraph.newBuilder();
    graph.addNodes(userObject("_generic_user_object").addAllChildren(rootChildren()));
    for (int list = ALL; list <= NON_TRAINABLE; list++) {
      graph.addNodes(userObject("trackable_list_wrapper").addAllChildren(listChildren(list)));
    }
    for (Weight weight : network.weights()) {
      graph.addNodes(
          SavedObject.newBuilder()
              .setVariable(
                  SavedVariable.newBuilder()
                      .setDtype(DataType.DT_FLOAT)
                      .setShape(StructuredValues.shape(weight.spec().shape()))
                      .setTrainable(weight.trainable())
                      .setName(weight.path())));
    }
    addFunctions(graph);
    return graph.build();
  }

  private void addFunctions(SavedObjectGraph.Builder graph) {
    List<String> names = network.inputs().stream().map(NetworkInput::name).toList();
    List<String> keywords =
        FunctionSignature.signature(network).inputs().stream().map(names::get).toList();
    Map<String, StructuredValue> inputs = new LinkedHashMap<>();
    network
        .inputs()
        .forEach(
            input ->
                inputs.put(
                    input.name(),
                    StructuredValues.spec(input.name(), input.dtype(), input.shape())));
    // Python gives one argument, which may be a list or a dict.
    Structure<Integer> structure = network.inputStructure();
    StructuredValue positional =
        StructuredValues.tuple(
            StructuredValues.structure(structure, place -> inputs.get(names.get(place))));
    Map<String, StructuredValue> outputs = new LinkedHashMap<>();
    List<String> outputNames = OutputNames.of(network);
    for (int i = 0; i < outputNames.size(); i++) {
      int value = network.outputs().get(i);
      outputs.put(
          outputNames.get(i),
          StructuredValues.spec(outputNames.get(i), network.dtype(value), network.shape(value)));
    }
    Structure<Integer> results = network.outputStructure();
    StructuredValue result =
        StructuredValues.structure(
            results.elements().size() == 1 ? results.elements().get(0) : results,
            place -> outputs.get(outputNames.get(place)));
    List<FunctionSignature> served = FunctionSignature.served(network);

    graph.addNodes(
        SavedObject.newBuilder()
            .setFunction(
                SavedFunction.newBuilder()
                    .addAllConcreteFunctions(served.stream().map(FunctionSignature::name).toList())
                    .setFunctionSpec(
                        FunctionSpec.newBuilder()
                            .setFullargspec(
                                StructuredValues.fullArgSpec(List.of("args_0"), List.of()))
                            .setInputSignature(
                                served.size() == 1 ? positional : StructuredValues.none()))));
    graph.addNodes(
        userObject("signature_map").addChildren(reference(serveNode() + 2, "serving_default")));
    graph.addNodes(
        SavedObject.newBuilder()
            .setBareConcreteFunction(
                SavedBareConcreteFunction.newBuilder()
                    .setConcreteFunctionName(SIGNATURE)
                    .addAllArgumentKeywords(keywords)
                    // By position only where no order can be mistaken.
                    .setAllowedPositionalArguments(names.size() == 1 ? 1 : 0)
                    .setFunctionSpec(
                        FunctionSpec.newBuilder()
                            .setFullargspec(StructuredValues.fullArgSpec(List.of(), keywords))
                            .setInputSignature(StructuredValues.none()))));

    SavedConcreteFunction.Builder bound = SavedConcreteFunction.newBuilder();
    network.weights().forEach(weight -> bound.addBoundInputs(FIRST_VARIABLE + weight.index()));
    StructuredValue alone = StructuredValues.tuple(inputs.values().iterator().next());
    for (FunctionSignature function : served) {
      graph.putConcreteFunctions(
          function.name(),
          bound
              .clone()
              .setCanonicalizedInputSignature(
                  StructuredValues.tuple(
                      function.name().equals(SERVE) ? positional : alone,
                      StructuredValues.dict(Map.of())))
              .setOutputSignature(result)
              .build());
    }
    graph.putConcreteFunctions(
        SIGNATURE,
        bound
            .clone()
            .setCanonicalizedInputSignature(
                StructuredValues.tuple(StructuredValues.tuple(), StructuredValues.dict(inputs)))
            .setOutputSignature(StructuredValues.dict(outputs))
            .build());
  }

  private static SavedObject.Builder userObject(String identifier) {
    return SavedObject.newBuilder()
        .setUserObject(
            SavedUserObject.newBuilder()
                .setIdentifier(identifier)
                .setVersion(VersionDef.newBuilder().setProducer(1).setMinConsumer(1)));
  }

  private static TrackableObject.ObjectReference reference(int node, String name) {
    return TrackableObject.ObjectReference.newBuilder().setNodeId(node).setLocalName(name).build();
  }
}

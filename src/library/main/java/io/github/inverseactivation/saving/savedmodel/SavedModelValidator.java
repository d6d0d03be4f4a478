package io.github.inverseactivation.saving.savedmodel;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.inverseactivation.data.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Decides in Java, before TensorFlow sees a byte, whether a SavedModel may be loaded: the file
 * parses, the variables are complete, every operation is on the list of those that touch no file
 * and no network, every node has the inputs and attributes its operation takes, no function calls
 * itself, constants are what they declare, and assets lie inside the folder.
 *
 * <p>This keeps out what is known to run code, write files or end the process. It does not bound
 * time or memory: TensorFlow's own advice for models from strangers, a sandbox, still holds.
 */
public final class SavedModelValidator {
  private static final String INIT_SIGNATURE = "__saved_model_init_op";
  private static final Set<String> INIT_COLLECTIONS =
      Set.of("saved_model_main_op", "legacy_init_op", "table_initializer");

  private final Path folder;
  private final SavedModelLimits limits;

  /**
   * A validator for one folder.
   *
   * @param folder the folder that holds {@code saved_model.pb}
   * @param limits how large the model may be
   */
  public SavedModelValidator(Path folder, SavedModelLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * Reads and checks the graph with the given tags.
   *
   * @param tags the tags, usually {@code serve} alone
   * @return the graph
   * @throws FormatException naming the folder and the first thing that is wrong
   */
  public MetaGraphDef validate(Set<String> tags) {
    try {
      SavedModelFiles files = new SavedModelFiles(folder);
      MetaGraphDef graph = files.read(tags, limits.graphBytes());
      check(graph, files);
      return graph;
    } catch (FormatException e) {
      throw new FormatException(folder + ": " + e.getMessage(), e);
    }
  }

  private void check(MetaGraphDef meta, SavedModelFiles files) {
    CallGraph calls = new CallGraph(meta.getGraphDef(), limits);
    ValueChecker values = new ValueChecker(limits.constantBytes());
    Map<String, GraphScope> functions = new HashMap<>();
    calls
        .functions()
        .forEach(
            (name, function) ->
                functions.put(name, new GraphScope(function, calls.functions(), values)));
    GraphScope graph = new GraphScope(meta.getGraphDef().getNodeList(), calls.functions(), values);

    List<String> run = new ArrayList<>();
    List<String> initialise = new ArrayList<>();
    meta.getSignatureDefMap()
        .forEach(
            (name, signature) ->
                checkSignature(
                    graph, name, signature, name.equals(INIT_SIGNATURE) ? initialise : run));
    for (String collection : INIT_COLLECTIONS) {
      CollectionDef nodes =
          meta.getCollectionDefOrDefault(collection, CollectionDef.getDefaultInstance());
      for (String name : nodes.getNodeList().getValueList()) {
        initialise.add(existing(graph, name, "collection " + collection));
      }
    }
    SaverDef saver = meta.getSaverDef();
    List<String> restore = target(graph, saver.getRestoreOpName(), "the saver");
    List<String> save = target(graph, saver.getSaveTensorName(), "the saver");
    List<String> prefix = target(graph, saver.getFilenameTensorName(), "the saver");
    prefix.forEach(name -> requireString(graph, name, "the saver"));
    Set<String> assets = checkAssets(meta, graph, files);
    new FileOperations(calls, graph, functions)
        .check(restore, save, initialise, run, Set.copyOf(prefix), assets);
    boolean variables =
        graph.nodes().values().stream()
            .map(NodeDef::getOp)
            .anyMatch(SavedModelValidator::isVariable);
    files.checkVariables(variables && !restore.isEmpty(), limits.graphBytes());
  }

  private static boolean isVariable(String operation) {
    return operation.equals("VarHandleOp")
        || operation.equals("VariableV2")
        || operation.equals("Variable");
  }

  private Set<String> checkAssets(MetaGraphDef meta, GraphScope graph, SavedModelFiles files) {
    List<AssetFileDef> assets = new ArrayList<>(meta.getAssetFileDefList());
    CollectionDef old =
        meta.getCollectionDefOrDefault("saved_model_assets", CollectionDef.getDefaultInstance());
    try {
      for (Any asset : old.getAnyList().getValueList()) {
        assets.add(asset.unpack(AssetFileDef.class));
      }
      for (ByteString asset : old.getBytesList().getValueList()) {
        assets.add(AssetFileDef.parseFrom(asset));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new FormatException("the list of assets is damaged", e);
    }
    Set<String> nodes = new HashSet<>();
    for (AssetFileDef asset : assets) {
      files.checkAsset(asset);
      String place = "asset '" + asset.getFilename() + "'";
      String node = existing(graph, asset.getTensorInfo().getName(), place);
      requireString(graph, node, place);
      nodes.add(node);
    }
    return nodes;
  }

  private static void requireString(GraphScope graph, String node, String place) {
    List<DataType> outputs = graph.outputs(node);
    if (outputs.isEmpty() || outputs.get(0) != DataType.DT_STRING) {
      throw new FormatException(place + " feeds a file name to '" + node + "', which takes none");
    }
  }

  private static void checkSignature(
      GraphScope graph, String name, SignatureDef signature, List<String> targets) {
    boolean operations = name.startsWith("__saved_model_");
    signature
        .getInputsMap()
        .forEach(
            (input, tensor) ->
                checkTensor(
                    graph, "signature " + name + ", input " + input, tensor, false, targets));
    signature
        .getOutputsMap()
        .forEach(
            (output, tensor) ->
                checkTensor(
                    graph,
                    "signature " + name + ", output " + output,
                    tensor,
                    operations,
                    targets));
  }

  private static void checkTensor(
      GraphScope graph, String place, TensorInfo tensor, boolean operation, List<String> targets) {
    switch (tensor.getEncodingCase()) {
      case COO_SPARSE -> {
        TensorInfo.CooSparse sparse = tensor.getCooSparse();
        targets.add(existing(graph, sparse.getValuesTensorName(), place));
        targets.add(existing(graph, sparse.getIndicesTensorName(), place));
        targets.add(existing(graph, sparse.getDenseShapeTensorName(), place));
      }
      case COMPOSITE_TENSOR ->
          tensor
              .getCompositeTensor()
              .getComponentsList()
              .forEach(component -> checkTensor(graph, place, component, operation, targets));
      default -> {
        String node = existing(graph, tensor.getName(), place);
        targets.add(node);
        int index = Math.max(InputName.parse(tensor.getName(), place).index(), 0);
        List<DataType> outputs = graph.outputs(node);
        if (!operation) {
          if (index >= outputs.size()) {
            throw new FormatException(
                place + " is '" + tensor.getName() + "', which does not exist");
          }
          if (TypeSizes.base(outputs.get(index)) != TypeSizes.base(tensor.getDtype())) {
            throw new FormatException(
                place + " is " + tensor.getDtype() + ", but its tensor is " + outputs.get(index));
          }
        }
        ValueChecker.checkShape(tensor.getTensorShape(), place);
      }
    }
  }

  private static List<String> target(GraphScope graph, String name, String place) {
    return name.isEmpty() ? List.of() : List.of(existing(graph, name, place));
  }

  private static String existing(GraphScope graph, String name, String place) {
    if (!name.isEmpty()) {
      InputName input = InputName.parse(name, place);
      if (!input.control() && graph.nodes().containsKey(input.node())) {
        return input.node();
      }
    }
    throw new FormatException(place + " names the node '" + name + "', which does not exist");
  }
}

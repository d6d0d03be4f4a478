package io.github.inverseactivation.saving.savedmodel;

import com.google.protobuf.CodedOutputStream;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.topology.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * Writes a network as a TensorFlow 2 SavedModel with its full object graph, so that Python sees
 * functions and trainable variables and not only a graph. One model gives the same bytes each time.
 */
public final class SavedModelWriter {
  private SavedModelWriter() {}

  /**
   * Writes a SavedModel. An earlier one in the same place is replaced as a whole, or not at all.
   *
   * @param directory the folder to write
   * @param network the topology
   * @param weights its weights' values, in order
   * @param extras files to put into {@code assets.extra}, which TensorFlow does not read, by name
   * @throws IOException if it cannot be written
   */
  public static void write(
      Path directory, Network network, List<Array> weights, Map<String, byte[]> extras)
      throws IOException {
    TypedOperations.check(network);
    try (FolderReplacement folder = new FolderReplacement(directory, "saved_model.pb")) {
      Path target = folder.path();
      Files.createDirectory(target.resolve("variables"));
      Files.createDirectory(target.resolve("assets"));
      CheckpointWriter.write(target.resolve("variables").resolve("variables"), network, weights);

      Map<String, FunctionDef> functions = new LinkedHashMap<>();
      List<FunctionSignature> signatures = new ArrayList<>(FunctionSignature.served(network));
      signatures.add(FunctionSignature.signature(network));
      for (FunctionSignature signature : signatures) {
        // The steps of loops have names made from what they do: both functions call the same ones.
        ServingFunction.define(network, signature)
            .forEach(each -> functions.putIfAbsent(each.getSignature().getName(), sorted(each)));
      }
      MetaGraphDef.Builder meta = MainGraph.define(network, List.copyOf(functions.values()));
      meta.setObjectGraphDef(new ObjectGraph(network).inModel());
      SavedModel model =
          SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
      Files.write(target.resolve("saved_model.pb"), bytes(model));
      Path extra = Files.createDirectory(target.resolve("assets.extra"));
      for (Map.Entry<String, byte[]> file : extras.entrySet()) {
        Files.write(extra.resolve(file.getKey()), file.getValue());
      }
      folder.commit();
    }
  }

  /** A function's operations may stand in any order; the runtime's differs between processes. */
  private static FunctionDef sorted(FunctionDef function) {
    List<NodeDef> nodes =
        function.getNodeDefList().stream().sorted(Comparator.comparing(NodeDef::getName)).toList();
    return function.toBuilder().clearNodeDef().addAllNodeDef(nodes).build();
  }

  /** The runtime keeps attributes in an order that differs between processes. */
  private static byte[] bytes(SavedModel model) throws IOException {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    model.writeTo(out);
    out.checkNoSpaceLeft();
    return bytes;
  }
}

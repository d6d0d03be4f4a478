package io.github.inverseactivation.saving.savedmodel;

import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.function;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.identity;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.node;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.small;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.tensor;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.text;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.type;
import static io.github.inverseactivation.saving.savedmodel.SavedModelBuilder.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.models.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Models made to do harm, and models with something missing; none may reach TensorFlow. */
class SavedModelValidatorTest {
  private static final String TRUST =
      "load it as trusted (SavedModel.loader(folder).trusted(true), on the command line --trusted)"
          + " only if you know who made it";

  @TempDir Path folder;

  private void refuses(Path model, String... message) {
    assertThatThrownBy(() -> SavedModel.load(model).close())
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(model.toString())
        .hasMessageContainingAll(message);
  }

  private void refusesNode(NodeDef.Builder node, String... message) {
    refuses(identity(folder, graph -> graph.getGraphDefBuilder().addNode(node)), message);
  }

  @Test
  void theModelsThatAreChangedAreFine() {
    try (SavedModel model = SavedModel.load(identity(folder.resolve("identity"), graph -> {}))) {
      assertThat((float[]) model.predict(Array.of(new float[] {4})).elements()).containsExactly(4);
    }
    SavedModel.load(small(folder.resolve("small"), graph -> {})).close();
  }

  // Operations.

  private Consumer<MetaGraphDef.Builder> writesOnInitialisation(Path victim) {
    return graph -> {
      graph
          .getGraphDefBuilder()
          .addNode(text("name", victim.toString()))
          .addNode(text("content", "gotcha"))
          .addNode(node("WriteFile", "w", "name", "content"));
      graph.putCollectionDef(
          "saved_model_main_op",
          CollectionDef.newBuilder()
              .setNodeList(CollectionDef.NodeList.newBuilder().addValue("w"))
              .build());
    };
  }

  @Test
  void refusesToWriteAFileDuringLoad() {
    Path victim = folder.resolve("victim");
    Path model = identity(folder.resolve("model"), writesOnInitialisation(victim));
    refuses(model, "op WriteFile (node w) is not allowed: it reads or writes files; " + TRUST);
    assertThat(victim).doesNotExist();
    // The attack is real: without validation it works.
    SavedModel.loader(model).trusted(true).load().close();
    assertThat(victim).hasContent("gotcha");
  }

  @Test
  void refusesToPrintIntoAFile() {
    AttrValue stream =
        AttrValue.newBuilder()
            .setS(ByteString.copyFromUtf8("file://" + folder.resolve("victim")))
            .build();
    refuses(
        identity(
            folder,
            graph ->
                graph
                    .getGraphDefBuilder()
                    .addNode(text("t", "x"))
                    .addNode(node("PrintV2", "p", "t").putAttr("output_stream", stream))),
        "op PrintV2 (node p) with output_stream 'file://",
        "is not allowed");
  }

  @Test
  void refusesWhatTouchesFilesInsideFunctions() {
    refuses(
        identity(
            folder,
            graph ->
                graph
                    .getGraphDefBuilder()
                    .getLibraryBuilder()
                    .addFunction(
                        FunctionDef.newBuilder()
                            .setSignature(OpDef.newBuilder().setName("f"))
                            .addNodeDef(text("n", "/etc/passwd"))
                            .addNodeDef(node("ReadFile", "r", "n:output:0")))),
        "op ReadFile (node r in function f) is not allowed");
  }

  @Test
  void refusesDataSetsPythonAndTheUnknown() {
    refusesNode(
        node("DatasetFromGraph", "d", "x"),
        "op DatasetFromGraph (node d) is not allowed: it belongs to a data set");
    refusesNode(node("PyFunc", "d", "x"), "op PyFunc (node d) is not allowed: it runs Python");
    refusesNode(node("_Arg", "d"), "op _Arg (node d) is not allowed");
    refusesNode(node("Nonsense", "d"), "op Nonsense (node d) is unknown to TensorFlow 2.18");
  }

  /** A restore that reads another checkpoint, or one outside the saver, would leak files. */
  @Test
  void refusesToRestoreOutsideTheSaver() {
    Consumer<MetaGraphDef.Builder> restores =
        graph ->
            graph
                .getGraphDefBuilder()
                .addNode(text("prefix", "/other/model"))
                .addNode(strings("names", "w"))
                .addNode(strings("slices", ""))
                .addNode(
                    node("RestoreV2", "r", "prefix", "names", "slices")
                        .putAttr("dtypes", types(DataType.DT_FLOAT)));
    refuses(identity(folder.resolve("a"), restores), "RestoreV2 'r'", "is not allowed");
    refuses(
        identity(
            folder.resolve("b"),
            restores.andThen(graph -> graph.getSaverDefBuilder().setRestoreOpName("r"))),
        "RestoreV2 'r' reads a file that the model names itself",
        TRUST);
  }

  @Test
  void refusesToFillATableFromAFileItNamesItself() {
    refuses(
        identity(
            folder,
            graph -> {
              graph
                  .getGraphDefBuilder()
                  .addNode(text("name", "/etc/passwd"))
                  .addNode(
                      node("HashTableV2", "table")
                          .putAttr("key_dtype", type(DataType.DT_STRING))
                          .putAttr("value_dtype", type(DataType.DT_INT64)))
                  .addNode(
                      node("InitializeTableFromTextFileV2", "fill", "table", "name")
                          .putAttr("key_index", AttrValue.newBuilder().setI(-2).build())
                          .putAttr("value_index", AttrValue.newBuilder().setI(-1).build()));
              graph.putCollectionDef(
                  "saved_model_main_op",
                  CollectionDef.newBuilder()
                      .setNodeList(CollectionDef.NodeList.newBuilder().addValue("fill"))
                      .build());
            }),
        "InitializeTableFromTextFileV2 'fill' reads a file that the model names itself");
  }

  /** Python keeps an asset's name in a variable; a second assignment would smuggle in another. */
  @Test
  void refusesAVariableForFileNamesThatIsAssignedTwice() throws Exception {
    Path model = folder.resolve("model");
    Files.createDirectories(model.resolve("assets"));
    Files.writeString(model.resolve("assets/words"), "a\nb\n");
    identity(model, SavedModelValidatorTest::fillFromVariable);
    SavedModel.load(model).close();
    refuses(
        identity(
            model,
            graph -> {
              fillFromVariable(graph);
              graph
                  .getGraphDefBuilder()
                  .addNode(text("other", "/etc/passwd"))
                  .addNode(
                      node("AssignVariableOp", "smuggle", "variable", "other")
                          .putAttr("dtype", type(DataType.DT_STRING)));
            }),
        "reads a file that the model names itself");
    refuses(
        identity(
            model,
            graph -> {
              fillFromVariable(graph);
              graph.getGraphDefBuilder().addNode(variable("alias"));
            }),
        "reads a file that the model names itself");
  }

  private static NodeDef.Builder variable(String name) {
    return node("VarHandleOp", name)
        .putAttr("dtype", type(DataType.DT_STRING))
        .putAttr(
            "shape", AttrValue.newBuilder().setShape(TensorShapeProto.getDefaultInstance()).build())
        .putAttr(
            "shared_name",
            AttrValue.newBuilder().setS(ByteString.copyFromUtf8("variable")).build());
  }

  private static void fillFromVariable(MetaGraphDef.Builder graph) {
    graph
        .getGraphDefBuilder()
        .addNode(text("name", ""))
        .addNode(variable("variable"))
        .addNode(
            node("AssignVariableOp", "assign", "variable", "name")
                .putAttr("dtype", type(DataType.DT_STRING)))
        .addNode(
            node("ReadVariableOp", "read", "variable", "^assign")
                .putAttr("dtype", type(DataType.DT_STRING)))
        .addNode(
            node("HashTableV2", "table")
                .putAttr("key_dtype", type(DataType.DT_STRING))
                .putAttr("value_dtype", type(DataType.DT_INT64)))
        .addNode(
            node("InitializeTableFromTextFileV2", "fill", "table", "read")
                .putAttr("key_index", AttrValue.newBuilder().setI(-2).build())
                .putAttr("value_index", AttrValue.newBuilder().setI(-1).build()));
    graph.addAssetFileDefBuilder().setFilename("words").getTensorInfoBuilder().setName("name:0");
    graph.putCollectionDef(
        "saved_model_main_op",
        CollectionDef.newBuilder()
            .setNodeList(CollectionDef.NodeList.newBuilder().addValue("fill"))
            .build());
  }

  private static NodeDef.Builder strings(String name, String value) {
    NodeDef.Builder node = text(name, value);
    TensorProto.Builder tensor = node.getAttrMap().get("value").getTensor().toBuilder();
    tensor.getTensorShapeBuilder().addDimBuilder().setSize(1);
    return node.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  // Nodes.

  @Test
  void refusesNodesWithoutTheirInputs() {
    refusesNode(
        node("Identity", "z").putAttr("T", type(DataType.DT_FLOAT)),
        "Identity 'z' needs 1 input, has 0");
    refusesNode(
        node("AddV2", "z", "x", "^y").putAttr("T", type(DataType.DT_FLOAT)),
        "AddV2 'z' needs 2 inputs, has 1");
    refusesNode(
        node("Identity", "z", "q").putAttr("T", type(DataType.DT_FLOAT)),
        "Identity 'z' has the input 'q', which does not exist");
    refusesNode(
        node("Identity", "z", "x:1").putAttr("T", type(DataType.DT_FLOAT)),
        "Identity 'z' has the input 'x:1', which does not exist");
    refusesNode(
        node("Identity", "z", "x").putAttr("T", type(DataType.DT_INT32)),
        "Identity 'z' takes DT_INT32 as input 0, has DT_FLOAT");
  }

  @Test
  void refusesNodesWithWrongAttributes() {
    refusesNode(node("Identity", "z", "x"), "Identity 'z' has no attribute T");
    refusesNode(
        node("Relu", "z", "x").putAttr("T", type(DataType.DT_STRING)),
        "Relu 'z' has a wrong attribute T");
    refusesNode(
        node("Identity", "z", "x").putAttr("T", AttrValue.newBuilder().setI(1).build()),
        "Identity 'z' has a wrong attribute T");
    refusesNode(node("Placeholder", "x"), "Placeholder 'x' appears twice");
    refusesNode(
        node("AddN", "z")
            .putAttr("T", type(DataType.DT_FLOAT))
            .putAttr("N", AttrValue.newBuilder().setI(-1).build()),
        "AddN 'z' has N = -1, but at least 1 is needed");
  }

  @Test
  void refusesConstantsThatAreNotWhatTheyDeclare() {
    refusesNode(constant(1L << 40), "need more than 2147483648 bytes");
    refusesNode(constant(Long.MAX_VALUE, 3), "has a shape too large to exist");
    refusesNode(constant(-1), "is a constant without a definite shape");
    NodeDef.Builder node = constant(3);
    TensorProto.Builder tensor = node.getAttrMap().get("value").getTensor().toBuilder();
    tensor.setTensorContent(ByteString.copyFrom(new byte[8]));
    refusesNode(
        node.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build()),
        "declares 3 elements of DT_FLOAT, but holds 8 bytes");
  }

  /** TensorFlow Java writes several strings in one piece: their lengths, then their bytes. */
  @Test
  void readsStringsInOnePiece() {
    SavedModel.load(
            identity(
                folder, graph -> graph.getGraphDefBuilder().addNode(pieces(2, 1, 'a', 'b', 'c'))))
        .close();
    refusesNode(pieces(2, 1, 'a', 'b'), "declares 2 elements of DT_STRING, but holds 4 bytes");
    refusesNode(pieces(200, 1, 'a'), "declares 2 elements of DT_STRING");
  }

  private static NodeDef.Builder pieces(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorContent(ByteString.copyFrom(content));
    tensor.getTensorShapeBuilder().addDimBuilder().setSize(2);
    return node("Const", "c")
        .putAttr("dtype", type(DataType.DT_STRING))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  private static NodeDef.Builder constant(long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    Arrays.stream(shape).forEach(size -> sizes.addDimBuilder().setSize(size));
    TensorProto tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(sizes).build();
    return node("Const", "c")
        .putAttr("dtype", type(DataType.DT_FLOAT))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  // Functions.

  private static FunctionDef calls(String name, String... callees) {
    FunctionDef.Builder function =
        FunctionDef.newBuilder().setSignature(OpDef.newBuilder().setName(name));
    for (int i = 0; i < callees.length; i++) {
      function.addNodeDef(call("call" + i, callees[i]));
    }
    return function.build();
  }

  private static NodeDef.Builder call(String node, String callee) {
    return node("StatefulPartitionedCall", node)
        .putAttr("Tin", types())
        .putAttr("Tout", types())
        .putAttr("f", function(callee));
  }

  private Path withFunctions(FunctionDef... functions) {
    return identity(
        folder,
        graph ->
            graph
                .getGraphDefBuilder()
                .getLibraryBuilder()
                .addAllFunction(Arrays.asList(functions)));
  }

  @Test
  void refusesRecursion() {
    refuses(withFunctions(calls("f", "f")), "function f calls itself");
    refuses(
        withFunctions(calls("f", "g"), calls("g", "h"), calls("h", "f")),
        "function f calls itself (f -> g -> h)");
    refuses(withFunctions(calls("f", "g")), "function 'g' does not exist");
  }

  @Test
  void refusesFunctionsThatMultiply() {
    FunctionDef[] chain = new FunctionDef[40];
    for (int i = 0; i < 40; i++) {
      chain[i] = i == 0 ? calls("f0") : calls("f" + i, "f" + (i - 1), "f" + (i - 1));
    }
    refuses(
        identity(
            folder,
            graph ->
                graph
                    .getGraphDefBuilder()
                    .addNode(call("start", "f39"))
                    .getLibraryBuilder()
                    .addAllFunction(Arrays.asList(chain))),
        "more than 20000000 nodes");
  }

  @Test
  void refusesCallsThatDoNotFit() {
    refuses(
        identity(
            folder,
            graph ->
                graph
                    .getGraphDefBuilder()
                    .addNode(
                        node("PartitionedCall", "call", "x")
                            .putAttr("Tin", types(DataType.DT_FLOAT))
                            .putAttr("Tout", types(DataType.DT_FLOAT))
                            .putAttr("f", function("f")))
                    .getLibraryBuilder()
                    .addFunction(calls("f"))),
        "PartitionedCall 'call' does not fit function f, which maps [] to []");
  }

  /** As in the gradient functions that Keras exports for swish: {@code ^result_grads_0}. */
  @Test
  void takesControlEdgesFromAFunctionsArgument() {
    FunctionDef.Builder function = FunctionDef.newBuilder();
    function
        .getSignatureBuilder()
        .setName("f")
        .addInputArg(OpDef.ArgDef.newBuilder().setName("a").setType(DataType.DT_FLOAT))
        .addOutputArg(OpDef.ArgDef.newBuilder().setName("b").setType(DataType.DT_FLOAT));
    function
        .addNodeDef(node("Identity", "i", "a", "^a").putAttr("T", type(DataType.DT_FLOAT)))
        .putRet("b", "i:output:0");
    Consumer<MetaGraphDef.Builder> calls =
        graph -> {
          graph
              .getGraphDefBuilder()
              .addNode(
                  node("PartitionedCall", "call", "x")
                      .putAttr("Tin", types(DataType.DT_FLOAT))
                      .putAttr("Tout", types(DataType.DT_FLOAT))
                      .putAttr("f", function("f")))
              .getLibraryBuilder()
              .addFunction(function);
          graph.putSignatureDef(
              "serving_default",
              graph.getSignatureDefMap().get("serving_default").toBuilder()
                  .putOutputs("y", tensor("call:0"))
                  .build());
        };
    try (SavedModel model = SavedModel.load(identity(folder.resolve("a"), calls))) {
      assertThat((float[]) model.predict(Array.of(new float[] {4})).elements()).containsExactly(4);
    }
    function.getNodeDefBuilder(0).setInput(1, "^nothing");
    refuses(
        identity(folder.resolve("b"), calls),
        "Identity 'i' in function f has the input '^nothing', which does not exist");
  }

  @Test
  void refusesAttributesThatReachOutsideTheModel() {
    refusesNode(
        node("DecodeProtoV2", "d", "t").putAttr("descriptor_source", bytes("/etc/passwd")),
        "op DecodeProtoV2 (node d) with descriptor_source '/etc/passwd' is not allowed",
        TRUST);
    refusesNode(
        node("ParseTensor", "d", "t").putAttr("out_type", type(DataType.DT_VARIANT)),
        "op ParseTensor (node d) with out_type 'variant' is not allowed");
  }

  private static AttrValue bytes(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  // Signatures and files.

  @Test
  void refusesSignaturesWithoutTensors() {
    refuses(
        identity(
            folder,
            graph ->
                graph.putSignatureDef(
                    "serving_default",
                    graph.getSignatureDefMap().get("serving_default").toBuilder()
                        .putOutputs("y", tensor("nothing:0"))
                        .build())),
        "signature serving_default, output y names the node 'nothing:0', which does not exist");
  }

  @Test
  void refusesAssetsOutsideTheFolder() throws Exception {
    Path model = folder.resolve("model");
    Files.createDirectories(model.resolve("assets"));
    Files.writeString(folder.resolve("secret"), "secret");
    refuses(withAsset(model, "../../secret"), "asset '../../secret' lies outside the folder");
    refuses(withAsset(model, "/etc/passwd"), "asset '/etc/passwd' lies outside the folder");
    refuses(withAsset(model, "words"), "asset 'words' is missing");
    Files.createSymbolicLink(model.resolve("assets/words"), folder.resolve("secret"));
    refuses(withAsset(model, "words"), "asset 'words' is a link to a file outside the folder");
  }

  private static Path withAsset(Path model, String name) {
    return identity(
        model,
        graph -> {
          graph.getGraphDefBuilder().addNode(text("name", ""));
          graph.addAssetFileDefBuilder().setFilename(name).getTensorInfoBuilder().setName("name:0");
        });
  }

  @Test
  void refusesIncompleteFolders() throws Exception {
    refuses(folder.resolve("nowhere"), "there is no such folder");
    refuses(folder, "saved_model.pb is missing");
    small(folder, graph -> {});
    Path data = folder.resolve("variables/variables.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, 10));
    refuses(folder, "ends at byte", "but its data file has 10");
    Files.delete(data);
    refuses(folder, "variables/variables.data-00000-of-00001 is missing");
    Path index = folder.resolve("variables/variables.index");
    byte[] indexBytes = Files.readAllBytes(index);
    indexBytes[5] ^= 1;
    Files.write(index, indexBytes);
    refuses(folder, "variables.index is damaged (checksum)");
    Files.write(index, Arrays.copyOf(indexBytes, 20));
    refuses(folder, "variables.index is not a checkpoint's index, or ends early");
    Files.delete(index);
    refuses(folder, "variables/variables.index is missing");
    Path graph = folder.resolve("saved_model.pb");
    Files.write(graph, Arrays.copyOf(Files.readAllBytes(graph), 5000));
    refuses(folder, "saved_model.pb is damaged");
    Files.write(folder.resolve("saved_model.pbtxt"), new byte[0]);
    refuses(folder, "has both saved_model.pb and saved_model.pbtxt");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    SavedModelLimits limits = new SavedModelLimits(1000, 1000, 10, 1000);
    SavedModelValidator validator = new SavedModelValidator(SavedModelBuilder.SMALL, limits);
    assertThatThrownBy(() -> validator.validate(java.util.Set.of("serve")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bytes, limit 1000");
  }
}

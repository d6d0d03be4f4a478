package io.github.inverseactivation.saving.savedmodel;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Writes SavedModels that no honest program would. */
final class SavedModelBuilder {
  static final Path SMALL = Path.of("src/library/test/resources/savedmodel/small");

  private SavedModelBuilder() {}

  /** A model y = x with one change. */
  static Path identity(Path folder, Consumer<MetaGraphDef.Builder> change) {
    MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();
    graph.getMetaInfoDefBuilder().addTags("serve");
    graph
        .getGraphDefBuilder()
        .addNode(node("Placeholder", "x").putAttr("dtype", type(DataType.DT_FLOAT)))
        .addNode(node("Identity", "y", "x").putAttr("T", type(DataType.DT_FLOAT)));
    graph.putSignatureDef(
        "serving_default",
        SignatureDef.newBuilder()
            .putInputs("x", tensor("x:0"))
            .putOutputs("y", tensor("y:0"))
            .build());
    change.accept(graph);
    return write(folder, graph.build());
  }

  /** The small model of the resources, with one change. */
  static Path small(Path folder, Consumer<MetaGraphDef.Builder> change) {
    copy(SMALL, folder);
    try {
      SavedModel model = SavedModel.parseFrom(Files.readAllBytes(SMALL.resolve("saved_model.pb")));
      MetaGraphDef.Builder graph = model.getMetaGraphs(0).toBuilder();
      change.accept(graph);
      return write(folder, graph.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, MetaGraphDef graph) {
    try {
      Files.createDirectories(folder);
      byte[] bytes =
          SavedModel.newBuilder()
              .setSavedModelSchemaVersion(1)
              .addMetaGraphs(graph)
              .build()
              .toByteArray();
      Files.write(folder.resolve("saved_model.pb"), bytes);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NodeDef.Builder node(String operation, String name, String... inputs) {
    NodeDef.Builder node = NodeDef.newBuilder().setOp(operation).setName(name);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  static NodeDef.Builder text(String name, String value) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addStringVal(ByteString.copyFromUtf8(value))
            .build();
    return node("Const", name)
        .putAttr("dtype", type(DataType.DT_STRING))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  static AttrValue types(DataType... types) {
    AttrValue.Builder value = AttrValue.newBuilder();
    value.getListBuilder().addAllType(java.util.List.of(types));
    return value.build();
  }

  static AttrValue function(String name) {
    AttrValue.Builder value = AttrValue.newBuilder();
    value.getFuncBuilder().setName(name);
    return value.build();
  }

  static TensorInfo tensor(String name) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
        .build();
  }
}

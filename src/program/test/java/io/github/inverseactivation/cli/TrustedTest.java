package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** {@code --trusted}: every command that opens a SavedModel opens one that is refused without. */
class TrustedTest {
  @TempDir static Path folder;

  private static Path model;

  /** A classifier of ten features that hands them back, and an operation that would read a file. */
  @BeforeAll
  static void makeModel() throws IOException {
    AttrValue floats = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    AttrValue strings = AttrValue.newBuilder().setType(DataType.DT_STRING).build();
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(
                NodeDef.newBuilder().setOp("Placeholder").setName("x").putAttr("dtype", floats))
            .addNode(
                NodeDef.newBuilder()
                    .setOp("Identity")
                    .setName("y")
                    .addInput("x")
                    .putAttr("T", floats))
            .addNode(
                NodeDef.newBuilder().setOp("Placeholder").setName("name").putAttr("dtype", strings))
            .addNode(NodeDef.newBuilder().setOp("ReadFile").setName("read").addInput("name"))
            .build();
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion("2.18.0");
    meta.putSignatureDef(
        "serving_default",
        SignatureDef.newBuilder()
            .putInputs("x", tensor("x:0"))
            .putOutputs("y", tensor("y:0"))
            .build());
    model = Files.createDirectories(folder.resolve("model"));
    Files.write(
        model.resolve("saved_model.pb"),
        SavedModel.newBuilder().addMetaGraphs(meta).build().toByteArray());
    Npy.write(folder.resolve("x.npy"), Array.of(new float[] {1, 2, 3, 4}, 2, 2));
  }

  private static TensorInfo tensor(String name) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setSize(-1);
    shape.addDimBuilder().setSize(-1);
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }

  private static String opens(Object... command) {
    CommandLineRun refused = CommandLineRun.of(command);
    assertThat(refused.status()).isNotZero();
    assertThat(refused.err())
        .contains("op ReadFile (node read) is not allowed: it reads or writes files")
        .contains("on the command line --trusted");
    Object[] trusted = java.util.Arrays.copyOf(command, command.length + 1);
    trusted[command.length] = "--trusted";
    CommandLineRun run = CommandLineRun.of(trusted);
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void inspects() {
    assertThat(opens("inspect", model)).contains("serving_default", "2.18.0");
  }

  @Test
  void summarises() {
    assertThat(opens("summary", model)).contains("Total params: 0");
  }

  @Test
  void predicts() {
    assertThat(opens("predict", model, folder.resolve("x.npy"))).contains("4");
  }

  @Test
  void converts() {
    Path copy = folder.resolve("copy");
    opens("convert", model, copy);
    assertThat(copy.resolve("saved_model.pb"))
        .hasSameBinaryContentAs(model.resolve("saved_model.pb"));
  }
}

package io.github.inverseactivation.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.models.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;

/**
 * SavedModels: each mutant is refused, or is loaded and predicts, or predicts with an ordinary
 * exception. What is looked for is the end of the JVM.
 */
final class SavedModelTargets {
  private static final String GRAPH = "saved_model.pb";
  private static final String INDEX = "variables/variables.index";
  private static final String DATA = "variables/variables.data-00000-of-00001";

  private SavedModelTargets() {}

  static List<Target> all(Path good) throws IOException {
    byte[] bytes = Files.readAllBytes(good.resolve(GRAPH));
    IndexMutator index = new IndexMutator(Files.readAllBytes(good.resolve(INDEX)));
    byte[] data = Files.readAllBytes(good.resolve(DATA));
    org.tensorflow.proto.SavedModel model = org.tensorflow.proto.SavedModel.parseFrom(bytes);
    ProtobufMutator fields = new ProtobufMutator(model);
    return List.of(
        new Target(
            "savedmodel fields",
            2500,
            GRAPH,
            random -> fields(model, fields, random),
            SavedModelTargets::load),
        new Target(
            "savedmodel bytes",
            1500,
            GRAPH,
            random -> Damage.to(bytes, random),
            SavedModelTargets::load),
        new Target("checkpoint index", 1000, INDEX, index::mutate, SavedModelTargets::loadAbove),
        new Target(
            "checkpoint data",
            250,
            DATA,
            random -> Damage.to(data, random),
            SavedModelTargets::loadAbove));
  }

  /** The object graph is not read here; the graph itself is what TensorFlow runs. */
  private static byte[] fields(
      org.tensorflow.proto.SavedModel model, ProtobufMutator mutator, Random random) {
    MetaGraphDef graph = model.getMetaGraphs(0);
    MetaGraphDef mutant =
        random.nextInt(8) == 0
            ? (MetaGraphDef) mutator.mutate(graph.toBuilder().clearObjectGraphDef().build(), random)
            : graph.toBuilder()
                .setGraphDef((GraphDef) mutator.mutate(graph.getGraphDef(), random))
                .build();
    return model.toBuilder().setMetaGraphs(0, mutant).build().toByteArray();
  }

  private static void loadAbove(Path file) throws IOException {
    load(file.getParent());
  }

  private static void load(Path file) throws IOException {
    try (SavedModel model = SavedModel.load(file.getParent())) {
      model
          .signatures()
          .forEach(
              (name, signature) -> {
                Map<String, Array> inputs = new HashMap<>();
                signature.inputs().forEach((input, spec) -> inputs.put(input, value(spec)));
                try {
                  model.predict(name, inputs);
                } catch (IllegalArgumentException | IllegalStateException e) {
                  assertThat(e.getMessage()).isNotBlank();
                }
              });
    }
  }

  /** Something of the type and shape that the signature asks for. */
  private static Array value(TensorSpec spec) {
    long[] shape =
        Arrays.stream(spec.shape()).map(size -> size < 0 ? 2 : Math.min(size, 64)).toArray();
    int size = (int) Math.min(Arrays.stream(shape).reduce(1, (a, b) -> a * b), 1 << 20);
    if (spec.dtype() == DType.STRING) {
      byte[][] elements = new byte[size][];
      Arrays.fill(elements, new byte[] {'a', ' ', 'b'});
      return shaped(spec.dtype(), elements, shape);
    }
    Object elements =
        switch (spec.dtype()) {
          case BOOL, INT8, UINT8 -> new byte[size];
          case INT16, UINT16, FLOAT16, BFLOAT16 -> new short[size];
          case INT32, UINT32 -> new int[size];
          case INT64, UINT64 -> new long[size];
          case FLOAT32 -> new float[size];
          default -> new double[size];
        };
    return shaped(spec.dtype(), elements, shape);
  }

  private static Array shaped(DType dtype, Object elements, long[] shape) {
    return shape.length == 0 ? Array.scalar(dtype, elements) : Array.of(dtype, elements, shape);
  }
}

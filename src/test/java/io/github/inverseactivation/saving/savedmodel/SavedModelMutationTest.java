package io.github.inverseactivation.saving.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.models.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;

/**
 * Many small damages to a good model. Each mutant is refused with a {@link FormatException}, or is
 * loaded and predicts, or predicts with an ordinary exception. The failure this test looks for is
 * the end of the JVM; the mutant that caused it is the one in {@code target/mutant}.
 */
class SavedModelMutationTest {
  private static final Path LAST = Path.of("target/mutant/saved_model.pb");

  @TempDir Path folder;

  private org.tensorflow.proto.SavedModel model;
  private int refused;
  private int loaded;
  private int predicted;

  @BeforeEach
  void copy() throws Exception {
    SavedModelBuilder.copy(SavedModelBuilder.SMALL, folder);
    model =
        org.tensorflow.proto.SavedModel.parseFrom(
            Files.readAllBytes(folder.resolve("saved_model.pb")));
    Files.createDirectories(LAST.getParent());
  }

  @Test
  void survivesMutants() throws Exception {
    mutateFields(1, 120);
    damageBytes(2, 80);
    assertThat(refused).isGreaterThan(40);
    assertThat(loaded).isGreaterThan(40);
    assertThat(predicted).isGreaterThan(20);
  }

  @Test
  @Tag("slow")
  void survivesThousandsOfMutants() throws Exception {
    mutateFields(3, 2500);
    damageBytes(4, 2500);
    assertThat(refused).isGreaterThan(500);
    assertThat(predicted).isGreaterThan(500);
  }

  private void mutateFields(long seed, int count) throws Exception {
    ProtobufMutator mutator = new ProtobufMutator(seed, model);
    MetaGraphDef graph = model.getMetaGraphs(0);
    for (int i = 0; i < count; i++) {
      MetaGraphDef.Builder mutant = graph.toBuilder();
      // The object graph is not read here; the graph itself is what TensorFlow runs.
      if (i % 8 == 0) {
        mutant =
            ((MetaGraphDef) mutator.mutate(graph.toBuilder().clearObjectGraphDef().build()))
                .toBuilder();
      } else {
        mutant.setGraphDef((GraphDef) mutator.mutate(graph.getGraphDef()));
      }
      tryOut(model.toBuilder().setMetaGraphs(0, mutant).build().toByteArray());
    }
  }

  private void damageBytes(long seed, int count) throws Exception {
    Random random = new Random(seed);
    byte[] bytes = model.toByteArray();
    for (int i = 0; i < count; i++) {
      byte[] mutant = bytes.clone();
      if (i % 10 == 0) {
        mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      } else {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      tryOut(mutant);
    }
  }

  private void tryOut(byte[] mutant) throws Exception {
    Files.write(folder.resolve("saved_model.pb"), mutant);
    Files.write(LAST, mutant);
    try (SavedModel changed = SavedModel.load(folder)) {
      loaded++;
      changed
          .signatures()
          .forEach(
              (name, signature) -> {
                Map<String, Array> inputs = new HashMap<>();
                signature.inputs().forEach((input, spec) -> inputs.put(input, value(spec)));
                try {
                  changed.predict(name, inputs);
                  predicted++;
                } catch (IllegalArgumentException | IllegalStateException e) {
                  assertThat(e.getMessage()).isNotBlank();
                }
              });
    } catch (FormatException e) {
      refused++;
      assertThat(e.getMessage()).startsWith(folder.toString());
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

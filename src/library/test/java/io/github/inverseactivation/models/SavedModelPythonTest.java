package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models that Python wrote, with TensorFlow's own outputs beside them. */
@NeedsPython
class SavedModelPythonTest {
  @TempDir static Path folder;

  private static JsonNode cases;
  private static final Map<String, SavedModel> MODELS = new TreeMap<>();

  @BeforeAll
  static void makeModels() throws Exception {
    Python.runResource("savedmodel/make_models.py", folder);
    cases = new ObjectMapper().readTree(folder.resolve("cases.json").toFile());
  }

  @AfterAll
  static void closeModels() {
    MODELS.values().forEach(SavedModel::close);
    MODELS.clear();
  }

  private static SavedModel model(String name) {
    return MODELS.computeIfAbsent(name, key -> SavedModel.load(folder.resolve(key)));
  }

  @TestFactory
  List<DynamicTest> predictsWhatPythonPredicts() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : cases) {
      String name = one.get("model").asText() + " " + one.get("signature").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check(one)));
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  private static void check(JsonNode one) {
    SavedModel model = model(one.get("model").asText());
    String signature = one.get("signature").asText();
    Map<String, Array> expected = arrays(one.get("outputs"));
    Map<String, Array> outputs = model.predict(signature, arrays(one.get("inputs")));

    assertThat(outputs.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, array) -> assertSame(outputs.get(name), array));
    SignatureInfo info = model.signatures().get(signature);
    assertThat(info.outputs().keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, array) -> assertThat(info.outputs().get(name).dtype()).isEqualTo(array.dtype()));
  }

  private static void assertSame(Array actual, Array expected) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    if (expected.elements() instanceof float[] floats) {
      float[] numbers = (float[]) actual.elements();
      for (int i = 0; i < floats.length; i++) {
        assertThat(numbers[i])
            .isCloseTo(floats[i], within(1e-5f * Math.max(1, Math.abs(floats[i]))));
      }
    } else {
      assertThat(actual.elements()).isEqualTo(expected.elements());
    }
  }

  @Test
  void describesItsSignatures() {
    SignatureInfo info = model("two").signatures().get("serving_default");
    assertThat(info.inputs().values().toString())
        .isEqualTo("[left: float32 [-1, 4], right: float32 [-1, 5, 3]]");
    assertThat(info.outputs()).hasSize(1);

    SavedModel types = model("types");
    assertThat(types.signatures().get("any_rank").inputs().get("x").rank()).isEmpty();
    assertThat(types.signatures()).doesNotContainKey("complex");
    assertThatThrownBy(() -> types.predict("complex", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is of type complex64");
    SavedModel placed = model("placed");
    assertThat(placed.signatures()).containsOnlyKeys("serving_default");
    assertThatThrownBy(() -> placed.predict("sparse", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'x', input of signature sparse, is a sparse tensor")
        .hasMessageContaining("indices, values and dense shape");
  }

  /** The same models without validation: the loader alone must agree. */
  @Test
  void loadsTrustedModels() {
    try (SavedModel model = SavedModel.loader(folder.resolve("tables")).trusted(true).load()) {
      Array text = Array.of(DType.STRING, new byte[][] {{'o', 'n', 'e'}});
      Array line = model.predict(Map.of("text", text)).get("line");
      assertThat((long[]) line.elements()).containsExactly(1);
    }
  }

  private static Map<String, Array> arrays(JsonNode node) {
    Map<String, Array> arrays = new TreeMap<>();
    node.properties().forEach(entry -> arrays.put(entry.getKey(), array(entry.getValue())));
    return arrays;
  }

  private static Array array(JsonNode node) {
    DType dtype = DType.valueOf(node.get("dtype").asText().toUpperCase(Locale.ROOT));
    List<Long> sizes = new ArrayList<>();
    node.get("shape").forEach(size -> sizes.add(size.asLong()));
    long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
    Object elements;
    if (dtype == DType.STRING) {
      List<byte[]> strings = new ArrayList<>();
      node.get("bits").forEach(text -> strings.add(HexFormat.of().parseHex(text.asText())));
      elements = strings.toArray(byte[][]::new);
    } else {
      elements = elements(dtype, HexFormat.of().parseHex(node.get("bits").asText()));
    }
    return shape.length == 0 ? Array.scalar(dtype, elements) : Array.of(dtype, elements, shape);
  }

  private static Object elements(DType dtype, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.length / dtype.bytes();
    switch (dtype) {
      case INT16, UINT16, FLOAT16, BFLOAT16 -> {
        short[] elements = new short[size];
        buffer.asShortBuffer().get(elements);
        return elements;
      }
      case INT32, UINT32 -> {
        int[] elements = new int[size];
        buffer.asIntBuffer().get(elements);
        return elements;
      }
      case INT64, UINT64 -> {
        long[] elements = new long[size];
        buffer.asLongBuffer().get(elements);
        return elements;
      }
      case FLOAT32 -> {
        float[] elements = new float[size];
        buffer.asFloatBuffer().get(elements);
        return elements;
      }
      case FLOAT64 -> {
        double[] elements = new double[size];
        buffer.asDoubleBuffer().get(elements);
        return elements;
      }
      default -> {
        return bytes;
      }
    }
  }
}

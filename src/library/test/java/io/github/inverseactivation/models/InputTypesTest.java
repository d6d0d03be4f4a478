package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Identity;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.merging.Concatenate;
import io.github.inverseactivation.layers.pooling.MaxPooling1D;
import io.github.inverseactivation.layers.preprocessing.Discretization;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.layers.reshaping.Reshape;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs of integers, truth values and other floating-point types than float32. */
class InputTypesTest {
  private static final Array WORDS = Array.of(new int[] {0, 3, 9, 1, 1, 2, 0, 0}, 2, 4);

  @TempDir Path folder;

  /** Whole numbers, pixels, truth values, and a number that goes straight through. */
  private static Model mixed() {
    Tensor words = Input.shape(4).dtype(DType.INT32).name("words");
    Tensor pixels = Input.shape(2, 2).dtype(DType.UINT8).name("pixels");
    Tensor flags = Input.shape(3).dtype(DType.BOOL).name("flags");
    Tensor key = Input.shape(1).dtype(DType.INT64).name("key");
    Tensor half = Input.shape(2).dtype(DType.FLOAT16).name("half");
    Tensor wide = Input.shape(2).dtype(DType.FLOAT64).name("wide");
    Tensor vectors = new Flatten().apply(new Embedding(10, 3).apply(words));
    Tensor scaled = new Flatten().apply(new Rescaling(1 / 255.0).apply(pixels));
    Tensor all = new Concatenate().apply(vectors, scaled, half, wide);
    return Model.of(
        List.of(words, pixels, flags, key, half, wide),
        List.of(
            new Dense(2).name("score").apply(all),
            new Reshape(3, 1).name("column").apply(flags),
            new MaxPooling1D(2).name("largest").apply(new Reshape(4, 1).apply(words)),
            new Identity().name("same").apply(key)));
  }

  private static Map<String, Array> values() {
    return Map.of(
        "words", WORDS,
        "pixels", Array.uint8(new byte[] {0, 1, -1, 127, 2, 3, 4, 5}, 2, 2, 2),
        "flags", Array.of(new int[] {0, 1, 2, 1, 0, 0}, 2, 3),
        "key", Array.of(new long[] {7, 1 << 24}, 2, 1),
        "half", Array.of(new float[] {0.1f, 1, -2, 3}, 2, 2),
        "wide", Array.of(new double[] {0.1, 1, -2, 3}, 2, 2));
  }

  @Test
  void tensorsHaveTypes() {
    Tensor words = Input.shape(4).dtype(DType.INT32);
    Tensor longs = Input.shape(4).dtype(DType.INT64);
    assertThat(words.dtype()).isEqualTo(DType.INT32);
    assertThat(new Reshape(2, 2).apply(words).dtype()).isEqualTo(DType.INT32);
    assertThat(new Concatenate().apply(words, longs).dtype()).isEqualTo(DType.INT64);
    assertThat(new Add().apply(words, words).dtype()).isEqualTo(DType.INT32);
    assertThat(new Embedding(5, 2).apply(words).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(new Discretization(1).apply(Input.shape(2)).dtype()).isEqualTo(DType.INT32);
    assertThat(new Reshape(4).apply(Input.shape(4).dtype(DType.FLOAT16)).dtype())
        .isEqualTo(DType.FLOAT32);
  }

  @Test
  void whatComesOutHasItsType() {
    try (Model model = mixed().seed(1)) {
      Map<String, Array> found = model.predict(values());
      assertThat(found.get("score").dtype()).isEqualTo(DType.FLOAT32);
      assertThat(found.get("column"))
          .isEqualTo(Array.of(DType.BOOL, new byte[] {0, 1, 1, 1, 0, 0}, 2, 3, 1));
      assertThat(found.get("largest")).isEqualTo(Array.of(new int[] {3, 9, 2, 0}, 2, 2, 1));
      assertThat(found.get("same")).isEqualTo(Array.of(new long[] {7, 1 << 24}, 2, 1));
    }
  }

  @Test
  void fractionsAreCutOffAsInKeras() {
    try (Sequential model =
        Sequential.of(Input.shape(2).dtype(DType.INT32), new Rescaling(1).offset(0.5))) {
      Array found = model.predict(Array.of(new float[] {1.9f, -1.9f}, 1, 2));
      assertThat(found).isEqualTo(Array.of(new float[] {1.5f, -0.5f}, 1, 2));
      assertThat(model.predict(new float[] {1.9f, -1.9f})).containsExactly(1.5f, -0.5f);
    }
  }

  @Test
  void nestedModelsTakeTheirOwnTypes() {
    Tensor within = Input.shape(2).dtype(DType.INT32);
    try (Model inner = Model.of(within, new Rescaling(2).apply(within));
        Sequential outer = Sequential.of(Input.shape(2), inner.asLayer())) {
      Array found = outer.predict(Array.of(new float[] {1.9f, -1.9f}, 1, 2));
      assertThat(found).isEqualTo(Array.of(new float[] {2, -2}, 1, 2));
    }
  }

  @Test
  void numbersThatCannotBeExactAreRefused() {
    try (Sequential model =
        Sequential.of(Input.shape(1).dtype(DType.INT64).name("id"), new Rescaling(1))) {
      assertThatThrownBy(() -> model.predict(Array.of(new long[] {(1 << 24) + 1}, 1, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("input 'id' is of int64, and 16777217 is no number");
      assertThat(model.predict(Array.of(new long[] {1L << 40}, 1, 1)).floats())
          .containsExactly(0x1p40f);
      assertThatThrownBy(() -> model.predict(Array.of(new float[] {Float.NaN}, 1, 1)))
          .hasMessageContaining("NaN is no number");
    }
    try (Sequential model = Sequential.of(Input.shape(1).dtype(DType.UINT8), new Rescaling(1))) {
      assertThatThrownBy(() -> model.predict(Array.of(new int[] {256}, 1, 1)))
          .hasMessageContaining("from 0 to 255");
    }
  }

  @Test
  void keysGoStraightThroughWhateverTheirSize() throws IOException {
    Tensor key = Input.shape(1).dtype(DType.INT64).name("key");
    Tensor x = Input.shape(1).name("x");
    Map<String, Array> inputs =
        Map.of(
            "key", Array.of(new long[] {Long.MAX_VALUE}, 1, 1), "x", Array.of(new float[1], 1, 1));
    try (Model model = Model.of(List.of(key, x), List.of(key, new Rescaling(2).apply(x)))) {
      assertThat(model.predict(inputs).get("key")).isEqualTo(inputs.get("key"));
      model.export(folder.resolve("keys"));
    }
    try (SavedModel saved = SavedModel.load(folder.resolve("keys"))) {
      assertThat(saved.predict(inputs).get("key")).isEqualTo(inputs.get("key"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void everyTypeSurvivesFiles(DType type) throws IOException {
    Path path = folder.resolve("model.keras");
    try (Model model = Sequential.of(Input.shape(2).dtype(type).name("x"), new Rescaling(1))) {
      model.save(path);
    }
    try (Model model = Models.load(path)) {
      assertThat(model.network().inputs().get(0).dtype()).isEqualTo(type);
    }
  }

  @Test
  void stringsAreRefused() {
    assertThatThrownBy(() -> Input.shape(1).dtype(DType.STRING))
        .hasMessageContaining("not strings");
  }

  @Test
  void typesThatOverflowAreNotAdded() {
    Tensor x = Input.shape(2).dtype(DType.UINT8);
    assertThatThrownBy(() -> new Add().apply(x, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overflow");
    assertThat(new Add().apply(new Rescaling(1).apply(x), x).dtype()).isEqualTo(DType.FLOAT32);
  }

  /** Keras's own export of the same model, read from our file, has the same types. */
  @Test
  @NeedsPython
  void exportsHaveTheTypesOfKerasExports() throws IOException {
    try (Model model = mixed().seed(1)) {
      model.save(folder.resolve("mixed.keras"));
      model.export(folder.resolve("java"));
    }
    String output =
        Python.run(
            """
            import sys, keras, numpy as np, tensorflow as tf
            folder = sys.argv[1]
            model = keras.saving.load_model(folder + "/mixed.keras")
            print([i.dtype for i in model.inputs])
            model.export(folder + "/python", verbose=False)
            random = np.random.default_rng(1)
            x = {i.name: tf.cast(random.integers(0, 9, (3,) + i.shape[1:]), i.dtype)
                 for i in model.inputs}
            results = []
            for name in "java", "python":
                loaded = tf.saved_model.load(folder + "/" + name)
                _, specs = loaded.signatures["serving_default"].structured_input_signature
                outputs = loaded.serve([x[i.name] for i in model.inputs])
                results.append((
                    sorted((k, str(s.shape), s.dtype.name) for k, s in specs.items()),
                    [(str(v.shape), v.dtype.name) for v in outputs]))
                results.append([v.numpy() for v in outputs])
            print(results[0] == results[2], results[0][1])
            print([float(np.abs(a.astype(float) - b.astype(float)).max())
                   for a, b in zip(results[1], results[3])])
            """,
            folder);
    List<String> lines = output.lines().toList();
    assertThat(lines.get(0)).isEqualTo("['int32', 'uint8', 'bool', 'int64', 'float16', 'float64']");
    assertThat(lines.get(1))
        .isEqualTo(
            "True [('(3, 2)', 'float32'), ('(3, 3, 1)', 'bool'), ('(3, 2, 1)', 'int32'),"
                + " ('(3, 1)', 'int64')]");
    assertThat(lines.get(2)).matches("\\[\\d\\.\\d+(e-0[6-9])?, 0\\.0, 0\\.0, 0\\.0\\]");
  }
}

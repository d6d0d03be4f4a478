package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models with several inputs and outputs, exported. The names of their inputs, and of more than ten
 * outputs, are in another order than the alphabet's, by which TensorFlow sorts them.
 */
class FunctionalExportTest {
  @TempDir Path folder;

  private static Map<String, Array> inputs() {
    float[] right = new float[3 * 6];
    float[] left = new float[3 * 16];
    for (int i = 0; i < left.length; i++) {
      left[i] = (float) Math.sin(i);
      right[i % right.length] = (float) Math.cos(i);
    }
    return Map.of("right", Array.of(right, 3, 6), "left", Array.of(left, 3, 4, 4, 1));
  }

  /** Twelve outputs of two inputs: multiples of one, then of the other. */
  private static Model twelve() {
    Tensor z = Input.shape(2).name("z");
    Tensor a = Input.shape(2).name("a");
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      outputs.add(new Dense(1).apply(i < 6 ? z : a));
    }
    return Model.of(List.of(z, a), outputs).seed(2);
  }

  @Test
  void inputsThatNothingDependsOnAreTakenAllTheSame() throws Exception {
    Tensor used = Input.shape(2).name("used");
    Tensor unused = Input.shape(3).name("unused");
    Array x = Array.of(new float[] {1, 2, 3, 4}, 2, 2);
    Array other = Array.of(new float[6], 2, 3);
    try (Model model = Model.of(List.of(unused, used), List.of(new Dense(2).apply(used)))) {
      model.compile(new Adam(), new MeanSquaredError());
      model.trainOnBatch(new Batch(List.of(other, x), List.of(x), null));
      model.export(folder.resolve("unused"));
      Array expected = model.predict(Map.of("used", x, "unused", other)).get("dense");
      try (SavedModel saved = SavedModel.load(folder.resolve("unused"))) {
        Map<String, Array> found = saved.predict("serve", Map.of("used", x, "unused", other));
        assertThat(found.get("output_0")).isEqualTo(expected);
      }
    }
  }

  @Test
  void opensInJava() throws Exception {
    try (Model model = FunctionalModels.twoBranches().seed(7)) {
      model.export(folder.resolve("two"));
      Map<String, Array> expected = model.predict(inputs());
      try (SavedModel saved = SavedModel.load(folder.resolve("two"))) {
        for (String signature : List.of("serving_default", "serve")) {
          SignatureInfo info = saved.signatures().get(signature);
          assertThat(info.inputs().keySet()).containsExactlyInAnyOrder("right", "left");
          // What was named is called so; the function that is called by position is Keras's.
          boolean named = signature.equals("serving_default");
          String digit = named ? "digit" : "output_0";
          String slant = named ? "slant" : "output_1";
          assertThat(info.outputs().keySet()).containsExactlyInAnyOrder(digit, slant);
          Map<String, Array> found = saved.predict(signature, inputs());
          assertClose(found.get(digit), expected.get("digit"));
          assertClose(found.get(slant), expected.get("slant"));
        }
      }
    }
  }

  @Test
  void moreThanTenOutputsKeepTheirOrder() throws Exception {
    Map<String, Array> inputs =
        Map.of(
            "z", Array.of(new float[] {1, 2}, 1, 2),
            "a", Array.of(new float[] {-3, 5}, 1, 2));
    try (Model model = twelve()) {
      model.export(folder.resolve("twelve"));
      List<Array> expected = List.copyOf(model.predict(inputs).values());
      try (SavedModel saved = SavedModel.load(folder.resolve("twelve"))) {
        for (String signature : List.of("serving_default", "serve")) {
          Map<String, Array> found = saved.predict(signature, inputs);
          for (int i = 0; i < 12; i++) {
            assertClose(found.get("output_" + i), expected.get(i));
          }
        }
      }
    }
  }

  @Test
  @NeedsPython
  void opensInPython() throws Exception {
    Map<String, Array> expected;
    List<Array> twelve;
    try (Model model = FunctionalModels.twoBranches().seed(7);
        Model many = twelve()) {
      model.export(folder.resolve("two"));
      many.export(folder.resolve("twelve"));
      expected = model.predict(inputs());
      twelve =
          List.copyOf(
              many.predict(
                      Map.of(
                          "z", Array.of(new float[] {1, 2}, 1, 2),
                          "a", Array.of(new float[] {-3, 5}, 1, 2)))
                  .values());
    }
    JsonNode found = new ObjectMapper().readTree(lastLine(Python.run(SCRIPT, folder)));
    for (String way : List.of("positional", "named", "signature")) {
      assertClose(array(found.get(way).get(0)), expected.get("digit"));
      assertClose(array(found.get(way).get(1)), expected.get("slant"));
    }
    for (String way : List.of("twelve", "twelveSignature")) {
      for (int i = 0; i < 12; i++) {
        assertClose(array(found.get(way).get(i)), twelve.get(i));
      }
    }
  }

  private static final String SCRIPT =
      """
      import json, sys
      import numpy as np
      import tensorflow as tf

      two = tf.saved_model.load(sys.argv[1] + "/two")
      left, right = np.zeros(48, np.float32), np.zeros(18, np.float32)
      for i in range(48):
          left[i] = np.sin(i)
          right[i % 18] = np.cos(i)
      left, right = tf.constant(left.reshape(3, 4, 4, 1)), tf.constant(right.reshape(3, 6))
      signature = two.signatures["serving_default"](left=left, right=right)
      twelve = tf.saved_model.load(sys.argv[1] + "/twelve")
      z, a = tf.constant([[1.0, 2.0]]), tf.constant([[-3.0, 5.0]])
      many = twelve.signatures["serving_default"](a=a, z=z)
      results = {
          "positional": two.serve([right, left]),
          "named": two.serve(args_0=[right, left]),
          "signature": [signature["digit"], signature["slant"]],
          "twelve": twelve.serve([z, a]),
          "twelveSignature": [many["output_%d" % i] for i in range(12)],
      }
      print(json.dumps({key: [value.numpy().tolist() for value in values] for key, values in results.items()}))
      """;

  private static String lastLine(String text) {
    String[] lines = text.strip().split("\n");
    return lines[lines.length - 1];
  }

  private static Array array(JsonNode rows) {
    int width = rows.get(0).size();
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows.get(i / width).get(i % width).asDouble();
    }
    return Array.of(values, rows.size(), width);
  }

  private static void assertClose(Array found, Array expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.doubles()).containsExactly(expected.doubles(), within(1e-5));
  }
}

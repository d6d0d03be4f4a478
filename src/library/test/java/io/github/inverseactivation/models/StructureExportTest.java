package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Python calls exported models as it calls those that Keras exports: with one, a list or a dict.
 */
@NeedsPython
class StructureExportTest {
  /** Keras cannot export the last two, whose outputs are nested. */
  private static final List<String> NAMES =
      List.of(
          "one",
          "list_of_one",
          "list",
          "dict",
          "list_for_names",
          "one_named",
          "typed",
          "within",
          "nested",
          "nested_lists");

  @TempDir Path folder;

  private static Model describe(String name) throws IOException {
    Tensor b = Input.shape(2).name("b");
    Tensor a = Input.shape(3).name("a");
    Tensor words = Input.shape(3).dtype(DType.INT32).name("words");
    Tensor one = new Dense(1).name("one").apply(b);
    Tensor two = new Dense(2).name("two").apply(a);
    Tensor vectors = new Flatten().apply(new Embedding(9, 2).apply(words));
    return switch (name) {
      case "one" -> Model.of(b, one);
      case "list_of_one" -> Model.of(List.of(b), List.of(one));
      case "list" -> Model.of(List.of(b, a), List.of(one, two));
      case "dict" -> Model.of(Map.of("kb", b, "ka", a), Map.of("q", one, "p", two));
      case "typed" ->
          Model.of(
              Map.of("w", words, "b", b),
              Map.of("u", new Dense(1).apply(vectors), "t", one, "same", words));
      default -> Models.load(KerasFileTest.file("structures/keras3_" + name + ".keras"));
    };
  }

  @Test
  void servesAsKerasDoes() throws IOException {
    for (String name : NAMES) {
      try (Model model = describe(name)) {
        model.save(folder.resolve(name + ".keras"));
        model.export(folder.resolve(name));
      }
    }
    String output =
        Python.run(
            """
            import sys, keras, numpy as np, tensorflow as tf

            def value(spec):
                if isinstance(spec, dict):
                    return {key: value(each) for key, each in spec.items()}
                if isinstance(spec, (list, tuple)):
                    return [value(each) for each in spec]
                shape = [3] + spec.shape[1:]
                return tf.cast(tf.random.stateless_uniform(shape, [1, 2], 0, 8, tf.int32), spec.dtype)

            def plain(spec):
                return tf.nest.map_structure(lambda s: (str(s.shape), s.dtype.name), spec)

            def difference(one, other):
                tf.nest.assert_same_structure(one, other, check_types=False)
                return max(float(np.abs(np.asarray(a, float) - np.asarray(b, float)).max())
                           for a, b in zip(tf.nest.flatten(one), tf.nest.flatten(other)))

            def inputs(loaded):
                return loaded.serve.concrete_functions[0].structured_input_signature[0][0]

            for name in sys.argv[2].split():
                path = sys.argv[1] + "/" + name
                model = keras.saving.load_model(path + ".keras")
                ours = tf.saved_model.load(path)
                x = value(inputs(ours))
                served, expected = ours.serve(x), model(x)
                close = difference(served, expected) < 1e-5
                layer = keras.layers.TFSMLayer(path, call_endpoint="serve")
                close = close and difference(layer(x), expected) < 1e-5
                line = [name, close]
                if not name.startswith("nested"):
                    model.export(path + "_keras", verbose=False)
                    theirs = tf.saved_model.load(path + "_keras")
                    one = name == "list_of_one"  # which a file does not tell from one
                    line += [one or plain(inputs(ours)) == plain(inputs(theirs)),
                             plain(ours.serve.concrete_functions[0].structured_outputs)
                             == plain(theirs.serve.concrete_functions[0].structured_outputs)]
                    signatures = [each.signatures["serving_default"] for each in (ours, theirs)]
                    specs = [plain(each.structured_input_signature[1]) for each in signatures]
                    line.append(specs[0] == specs[1])
                    if isinstance(served, dict):
                        line.append(sorted(signatures[0].structured_outputs)
                                    == sorted(signatures[1].structured_outputs))
                if name == "list_of_one":
                    line.append(difference(ours.serve(x[0]), expected) < 1e-5)
                empty = tf.nest.map_structure(lambda t: t[:0], x)
                line.append([t.shape[0] for t in tf.nest.flatten(ours.serve(empty))].count(0)
                            == len(tf.nest.flatten(expected)))
                print(line[0], all(line[1:]), len(line))
            """,
            folder,
            String.join(" ", NAMES));
    assertThat(output.lines().map(line -> line.substring(0, line.lastIndexOf(' '))))
        .containsExactlyElementsOf(NAMES.stream().map(name -> name + " True").toList());
  }
}

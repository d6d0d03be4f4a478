package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.models.SignatureInfo;
import io.github.inverseactivation.models.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Asks a model about many examples, some at once. */
final class BatchPredictor {
  private static final int BATCH_SIZE = 256;

  private final SignatureInfo signature;
  private final UnaryOperator<Map<String, Array>> model;

  /**
   * A predictor.
   *
   * @param signature how the model is called
   * @param model computes the outputs for some examples
   */
  BatchPredictor(SignatureInfo signature, UnaryOperator<Map<String, Array>> model) {
    this.signature = signature;
    this.model = model;
  }

  static BatchPredictor of(Model model) {
    return new BatchPredictor(SignatureInfo.of(model), inputs -> model.predict(inputs, BATCH_SIZE));
  }

  static BatchPredictor of(SavedModel model) {
    Map<String, SignatureInfo> all = model.signatures();
    SignatureInfo signature =
        all.size() == 1 ? all.values().iterator().next() : all.get(SavedModel.DEFAULT_SIGNATURE);
    if (signature == null) {
      throw new IllegalArgumentException(
          "the model has the signatures "
              + all.keySet()
              + ", expected "
              + SavedModel.DEFAULT_SIGNATURE
              + " or a single one: export it again with one");
    }
    return new BatchPredictor(signature, inputs -> model.predict(signature.name(), inputs));
  }

  SignatureInfo signature() {
    return signature;
  }

  /**
   * The outputs for all examples.
   *
   * @param inputs the inputs by name, as the signature takes them but with any number of examples
   */
  Map<String, Array> predict(Map<String, Array> inputs) {
    int examples = examples(inputs);
    int fixed = fixedBatch();
    int size = fixed > 0 ? fixed : BATCH_SIZE;
    Map<String, List<Array>> parts = new LinkedHashMap<>();
    for (int from = 0; from < examples; from += size) {
      int to = Math.min(from + size, examples);
      Map<String, Array> some = rows(inputs, from, to, fixed > 0 ? fixed : to - from);
      int count = to - from;
      model
          .apply(some)
          .forEach(
              (name, output) ->
                  parts
                      .computeIfAbsent(name, n -> new ArrayList<>())
                      .add(firstRows(name, output, count)));
    }
    Map<String, Array> outputs = new LinkedHashMap<>();
    parts.forEach((name, list) -> outputs.put(name, Array.concatenate(list)));
    return outputs;
  }

  private static int examples(Map<String, Array> inputs) {
    int examples = -1;
    for (Map.Entry<String, Array> input : inputs.entrySet()) {
      int rows = input.getValue().rows();
      if (examples >= 0 && rows != examples) {
        throw new IllegalArgumentException(
            "input '"
                + input.getKey()
                + "' has "
                + rows
                + " examples, but another one has "
                + examples
                + ": give all inputs for the same examples");
      }
      examples = rows;
    }
    if (examples < 1) {
      throw new IllegalArgumentException(
          inputs.isEmpty()
              ? "the model takes no input, so there is nothing to predict from"
              : "the input has no examples, expected at least one");
    }
    return examples;
  }

  /** The number of examples that the model insists on, 0 if it takes any. */
  private int fixedBatch() {
    for (TensorSpec spec : signature.inputs().values()) {
      if (spec.shape().length > 0 && spec.shape()[0] > 0) {
        return Math.toIntExact(spec.shape()[0]);
      }
    }
    return 0;
  }

  /** Some examples; where the model insists on more, the last one fills up. */
  private static Map<String, Array> rows(Map<String, Array> inputs, int from, int to, int wanted) {
    int[] indices = new int[wanted];
    Arrays.setAll(indices, i -> Math.min(from + i, to - 1));
    Map<String, Array> some = new LinkedHashMap<>();
    inputs.forEach((name, array) -> some.put(name, array.gather(indices)));
    return some;
  }

  private static Array firstRows(String name, Array output, int count) {
    if (output.rank() == 0 || output.rows() < count) {
      throw new IllegalArgumentException(
          "output '"
              + name
              + "' has the shape "
              + Arrays.toString(output.shape())
              + " for "
              + count
              + " examples, expected one row for each: this model does not work example by example");
    }
    return output.rows() == count ? output : output.rows(0, count);
  }
}

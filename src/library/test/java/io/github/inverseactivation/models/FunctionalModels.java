package io.github.inverseactivation.models;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Concatenate;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.regularizers.L2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The models of {@code make_functional.py}, line by line. */
final class FunctionalModels {
  private FunctionalModels() {}

  static Model make(String name) {
    return switch (name) {
      case "two_branches" -> twoBranches();
      case "long_and_short" -> longAndShort();
      case "shared_at_two_depths" -> sharedAtTwoDepths();
      case "applied_to_its_own_output" -> appliedToItsOwnOutput();
      case "reversed_arguments" -> reversedArguments();
      case "many_inputs" -> manyInputs();
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Model twoBranches() {
    Tensor right = Input.shape(6).name("right");
    Tensor left = Input.shape(4, 4, 1).name("left");
    Layer shared =
        new Dense(5).activation(Activations.TANH).kernelRegularizer(new L2(0.01)).name("shared");
    Layer normalization = new BatchNormalization().momentum(0.8);
    Tensor a = new Conv2D(3, 3).apply(left);
    a = new Flatten().apply(a);
    a = new Dense(6).apply(a);
    a = normalization.apply(shared.apply(a));
    Tensor b = normalization.apply(shared.apply(right));
    Tensor both = new Concatenate().apply(b, a);
    Tensor digit =
        new Dense(4)
            .activation(Activations.SOFTMAX)
            .name("digit")
            .apply(new Dense(7).activation(Activations.RELU).apply(both));
    Tensor slant = new Dense(1).name("slant").apply(a);
    return Model.of(List.of(right, left), List.of(digit, slant));
  }

  private static Model longAndShort() {
    Tensor x = Input.shape(3);
    Tensor small = new Dense(2).apply(x);
    Tensor large = new Dense(4).apply(x);
    large = new Dense(5).apply(large);
    large = new Dense(2).apply(large);
    return Model.of(x, new Dense(1).apply(new Concatenate().apply(small, large)));
  }

  private static Model sharedAtTwoDepths() {
    Tensor x = Input.shape(4);
    Tensor y = Input.shape(4);
    Layer shared = new Dense(4);
    Tensor early = new Dense(4).apply(shared.apply(x));
    Tensor late = shared.apply(new Dense(4).apply(new Dense(4).apply(y)));
    return Model.of(
        List.of(y, x),
        List.of(
            new Dense(2).apply(late), new Concatenate().apply(early, late), shared.apply(early)));
  }

  private static Model appliedToItsOwnOutput() {
    Tensor x = Input.shape(4);
    Layer twice = new Dense(4);
    Tensor own = twice.apply(twice.apply(x));
    return Model.of(x, new Concatenate().apply(own, new Dense(4).apply(x)));
  }

  private static Model reversedArguments() {
    Tensor x = Input.shape(3);
    Tensor first = new Dense(2).apply(x);
    Tensor second = new Dense(3).apply(x);
    Tensor third = new BatchNormalization().apply(first);
    return Model.of(List.of(x), List.of(new Concatenate().apply(second, third, first), second));
  }

  private static Model manyInputs() {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> outs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      inputs.add(Input.shape(i + 1));
    }
    inputs.forEach(x -> outs.add(new Dense(2).apply(x)));
    Collections.reverse(inputs);
    return Model.of(inputs, List.of(new Concatenate().apply(outs)));
  }
}

package io.github.inverseactivation.activations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.ops.Evaluation;
import io.github.inverseactivation.ops.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.Exponential;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.HardSigmoid;
import org.tensorflow.framework.activations.Linear;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.SELU;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.activations.Softsign;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.types.TFloat64;

/** Which framework classes agree with Keras, as the package's documentation says. */
class FrameworkActivationsTest {
  private static final Map<String, Activation> FRAMEWORK =
      Map.ofEntries(
          Map.entry("elu", new ELU()),
          Map.entry("exponential", new Exponential()),
          Map.entry("gelu", new GELU()),
          Map.entry("Gelu(approximate)", new GELU(true)),
          Map.entry("linear", new Linear()),
          Map.entry("relu", new ReLU()),
          Map.entry("selu", new SELU()),
          Map.entry("sigmoid", new Sigmoid()),
          Map.entry("softmax", new org.tensorflow.framework.activations.Softmax()),
          Map.entry("softplus", new Softplus()),
          Map.entry("softsign", new Softsign()),
          Map.entry("silu", new Swish()),
          Map.entry("tanh", new Tanh()),
          Map.entry("hard_sigmoid", new HardSigmoid()),
          Map.entry("Relu(0.3, 4, 1.25)", new ReLU(0.3f, 4f, 1.25f)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elu",
        "exponential",
        "gelu",
        "Gelu(approximate)",
        "linear",
        "relu",
        "selu",
        "sigmoid",
        "softmax",
        "softplus",
        "softsign",
        "silu",
        "tanh",
        "Relu(0.3, 4, 1.25)"
      })
  void agrees(String name) {
    assertThat(distance(name)).isLessThan(1e-7);
  }

  @Test
  void differs() {
    assertThat(distance("hard_sigmoid")).isGreaterThan(0.05);
  }

  private static double distance(String name) {
    double largest = 0;
    for (Golden golden : Golden.cases("activations.json")) {
      if (golden.text("name").equals(name)) {
        double[] x = golden.numbers("x");
        double[] weights = golden.numbers("weights");
        try (Evaluation evaluation =
            new Evaluation(FRAMEWORK.get(name), TFloat64.class, golden.shape(), weights)) {
          double values = Golden.distance(evaluation.values(x), golden.numbers("y"));
          double gradients = Golden.distance(evaluation.gradient(x), golden.numbers("gradient"));
          largest = Math.max(largest, Math.max(values, gradients));
        }
      }
    }
    return largest;
  }
}

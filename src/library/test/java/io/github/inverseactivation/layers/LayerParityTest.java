package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.saving.config.KerasTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer against Python Keras: outputs, gradients, updates, configurations. */
class LayerParityTest {

  static List<GoldenLayer> cases() {
    return GoldenLayer.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatKerasComputes(GoldenLayer golden) {
    try (LayerRun run = golden.run(golden.training())) {
      assertThat(run.network().weights().stream().map(weight -> weight.name()))
          .as("weights, in Keras's order")
          .containsExactlyElementsOf(golden.weights().keySet());

      List<Boolean> differentiable = new ArrayList<>();
      for (int i = 0; i < golden.x().size(); i++) {
        differentiable.add(golden.dx() != null && golden.dx().get(i) != null);
      }
      LayerRun.Values values = run.run(golden.fed(), golden.weights(), golden.g(), differentiable);

      assertThat(values.ys()).as("outputs").hasSameSizeAs(golden.y());
      for (int i = 0; i < golden.y().size(); i++) {
        assertClose("y" + i, values.ys().get(i), golden.y().get(i), 1e-5);
      }
      for (int i = 0; i < golden.outputMasks().size(); i++) {
        Array expected = golden.outputMasks().get(i);
        if (expected == null) {
          assertThat(values.masks().get(i)).as("mask" + i).isNull();
        } else {
          assertClose("mask" + i, values.masks().get(i), expected, 0);
        }
      }
      if (golden.loss() != null) {
        assertClose("loss", values.loss(), golden.loss(), 1e-5);
      }
      for (int i = 0; i < differentiable.size(); i++) {
        if (differentiable.get(i)) {
          assertClose("dx" + i, values.inputGradients().get(i), golden.dx().get(i), 1e-4);
        }
      }
      golden
          .gradients()
          .forEach(
              (name, expected) -> assertClose(name, values.gradients().get(name), expected, 1e-4));
      values
          .updates()
          .forEach((name, actual) -> assertClose(name, actual, golden.updated().get(name), 1e-5));
      golden
          .updated()
          .forEach(
              (name, expected) -> {
                if (!values.updates().containsKey(name)) {
                  assertClose("untouched " + name, golden.weights().get(name), expected, 0);
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesTheConfigurationItReads(GoldenLayer golden) {
    Layer layer = golden.layer();
    ObjectNode written = GoldenLayer.CODEC.writeLayer(layer, layer.name());
    ObjectNode again =
        GoldenLayer.CODEC.writeLayer(GoldenLayer.CODEC.readLayer(written), layer.name());

    assertThat(again).isEqualTo(written);
    assertThat(written.get("class_name")).isEqualTo(golden.config().get("class_name"));
    assertThat(written.get("registered_name")).isEqualTo(golden.config().get("registered_name"));
    if (golden.config().get("module").asText().startsWith("keras")) { // not a class of ours
      assertThat(written.get("module")).isEqualTo(golden.config().get("module"));
    }
    KerasEqual.assertSubset(written.get("config"), golden.config().get("config"), "config");
  }

  @Test
  void everyLayerHasACase() {
    Set<String> covered = new HashSet<>();
    cases().forEach(golden -> covered.add(golden.config().get("class_name").asText()));

    assertThat(covered).containsAll(KerasTypes.standard().layerNames());
  }

  private static void assertClose(String what, Array actual, Array expected, double tolerance) {
    assertThat(actual).as(what).isNotNull();
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    float[] a = (float[]) actual.elements();
    float[] e = (float[]) expected.elements();
    double scale = 1;
    for (float each : e) {
      scale = Math.max(scale, Math.abs(each));
    }
    for (int i = 0; i < e.length; i++) {
      assertThat((double) a[i]).as("%s[%d]", what, i).isCloseTo(e[i], offset(tolerance * scale));
    }
  }
}

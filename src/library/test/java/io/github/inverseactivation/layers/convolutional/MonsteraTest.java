package io.github.inverseactivation.layers.convolutional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Grouped-shuffle convolutions, against Python Keras: {@code golden/make_monstera.py}. */
public class MonsteraTest {

  public static List<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    Golden.read("monstera.json").forEach(cases::add);
    return cases;
  }

  /** The layer of a golden case. */
  public static Monstera layer(JsonNode golden) {
    JsonNode options = golden.get("options");
    boolean same = options.path("padding").asText("valid").equals("same");
    return new Monstera(golden.get("filters").asInt(), golden.get("kernel").asInt())
        .multiplier(options.path("m").asInt(1))
        .strides(options.path("strides").asInt(1))
        .padding(same ? Padding.SAME : Padding.VALID)
        .useBias(options.path("use_bias").asBoolean(true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatKerassLayersCompute(JsonNode golden) {
    Monstera layer = layer(golden);
    Shape input = Golden.batchShape(golden.get("x"));
    assertThat(layer.macs(List.of(input))).isEqualTo(golden.get("macs").asLong());
    assertThat(layer.outputShape(List.of(input)).asArray())
        .isEqualTo(Golden.batchShape(golden.get("y")).asArray());

    try (LayerRun run = new LayerRun(layer, input, true)) {
      Map<String, Array> weights = new LinkedHashMap<>();
      for (int i = 0; i < run.network().weights().size(); i++) {
        weights.put(
            run.network().weights().get(i).name(), Golden.array(golden.get("weights").get(i)));
      }
      assertThat(weights.keySet())
          .startsWith("first/kernel", "second/kernel")
          .hasSize(golden.get("weights").size());
      LayerRun.Values values =
          run.run(
              List.of(Golden.array(golden.get("x"))), weights, Golden.array(golden.get("g")), true);

      Golden.assertClose("y", values.ys().get(0), golden.get("y"), 1e-5);
      Golden.assertClose("dx", values.inputGradients().get(0), golden.get("dx"), 1e-4);
      int next = 0;
      for (String name : weights.keySet()) {
        JsonNode expected = golden.get("gradients").get(next++);
        Golden.assertClose(name, values.gradients().get(name), expected, 1e-4);
      }
    }
  }

  @Test
  void everyOutputSeesEveryChannelForAFractionOfTheWork() {
    List<Shape> input = List.of(Shape.of(-1, 14, 14, 64));
    long plain = new Conv2D(64, 3).padding(Padding.SAME).macs(input);
    long monstera = new Monstera(64, 3).padding(Padding.SAME).macs(input);
    assertThat((double) plain / monstera).isCloseTo(Math.sqrt(64) / 2, offset(1e-9));

    for (int output = 0; output < 10; output++) {
      assertThat(gradientOf(output, 12)).doesNotContain(0f);
      assertThat(gradientOf(output, 13)).doesNotContain(0f);
    }
  }

  /** The gradient of one output channel's sum for all of the input, where all weights are 1. */
  private static float[] gradientOf(int output, int channels) {
    Monstera layer = new Monstera(10, 3).padding(Padding.SAME).useBias(false);
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, 4, 4, channels), true)) {
      Map<String, Array> ones = new LinkedHashMap<>();
      for (Weight weight : run.network().weights()) {
        float[] values = new float[(int) weight.spec().shape().size()];
        Arrays.fill(values, 1);
        ones.put(weight.name(), Array.of(values, weight.spec().shape().asArray()));
      }
      float[] g = new float[4 * 4 * 10];
      for (int i = output; i < g.length; i += 10) {
        g[i] = 1;
      }
      Array x = Array.of(new float[4 * 4 * channels], 1, 4, 4, channels);
      LayerRun.Values values = run.run(List.of(x), ones, Array.of(g, 1, 4, 4, 10), true);
      return values.inputGradients().get(0).floats();
    }
  }

  @Test
  void refusesWhatItCannotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Monstera(0, 3))
        .withMessageContaining("must be at least 1, not 0, 3, 1 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Monstera(8, 3).outputShape(List.of(Shape.of(-1, -1, 8, 4))))
        .withMessageContaining("known height and width");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Monstera(8, 3).outputShape(List.of(Shape.of(-1, 8, 4))));
  }
}

package io.github.inverseactivation.layers.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/**
 * Unknown sizes, dropout and refusals; what attentions compute is compared with Keras elsewhere.
 */
class AttentionTest {
  private static final Shape WORDS = Shape.of(-1, 4, 6);

  @Test
  void unknownLengthsStayUnknown() {
    Shape some = Shape.of(-1, -1, 6);
    for (Layer layer :
        List.of(
            new MultiHeadAttention(2, 3).slidingWindow(2).useCausalMask(true),
            new GroupedQueryAttention(3, 4, 2).useCausalMask(true),
            new Attention().useCausalMask(true),
            new AdditiveAttention())) {
      assertThat(layer.outputShape(List.of(some, some)).asArray()).containsExactly(-1, -1, 6);
      assertThat(layer.outputShape(List.of(WORDS, some)).asArray()).containsExactly(-1, 4, 6);
      try (LayerRun known = new LayerRun(layer, List.of(WORDS, WORDS), false);
          LayerRun unknown = new LayerRun(layer, List.of(some, some), false)) {
        Array x = numbers(2, 4, 6);
        Map<String, Array> weights = weights(layer, List.of(WORDS, WORDS));
        Array g = numbers(2, 4, 6);
        assertThat(unknown.run(List.of(x, x), weights, g, true))
            .isEqualTo(known.run(List.of(x, x), weights, g, true));
      }
    }
  }

  @Test
  void dropsProbabilitiesInTraining() {
    // Equal scores: each of 100 probabilities is 0.01, or 0.01 / 0.75 where it is not dropped.
    Attention attention = new Attention().dropout(0.25);
    Shape query = Shape.of(-1, 200, 1);
    Shape value = Shape.of(-1, 100, 1);
    float[] ones = new float[100];
    Arrays.fill(ones, 1);
    Array zeros = Array.of(new float[200], 1, 200, 1);
    Array values = Array.of(ones, 1, 100, 1);
    try (LayerRun run = new LayerRun(attention, List.of(query, value), true)) {
      float[] y = output(run, zeros, values);
      double sum = 0;
      for (float each : y) {
        double kept = each * 75;
        assertThat(kept).isCloseTo(Math.rint(kept), offset(1e-3));
        sum += kept;
      }
      // 20,000 draws: the fraction is within 4.5 standard deviations, 4.5 * 0.0031 = 0.014.
      assertThat(sum / 20000).isCloseTo(0.75, offset(0.014));
      assertThat(output(run, zeros, values)).isEqualTo(y);
    }
    try (LayerRun run = new LayerRun(attention.seed(7), List.of(query, value), true);
        LayerRun without = new LayerRun(attention, List.of(query, value), true)) {
      assertThat(output(run, zeros, values)).isNotEqualTo(output(without, zeros, values));
    }
  }

  @Test
  void dropsEverything() {
    MultiHeadAttention everything = new MultiHeadAttention(2, 3).dropout(1).useBias(false);
    try (LayerRun run = new LayerRun(everything, List.of(WORDS, WORDS), true)) {
      Array x = numbers(2, 4, 6);
      Map<String, Array> weights = weights(everything, List.of(WORDS, WORDS));
      assertThat((float[]) run.run(List.of(x, x), weights, x, true).y().elements())
          .containsOnly(0f);
    }
  }

  @Test
  void countsThePartsThatAreMultipliedByWeights() {
    // 4 words of 6 features: three projections to 2 heads of 3, and one back.
    assertThat(new MultiHeadAttention(2, 3).macs(List.of(WORDS, WORDS))).isEqualTo(4 * 6 * 6 * 4);
    assertThat(new GroupedQueryAttention(3, 2, 1).macs(List.of(WORDS, WORDS)))
        .isEqualTo(4 * 6 * 6 * 3);
  }

  @Test
  void causalMaskIsNoPartOfTheConfigurationButOfTheLayer() {
    MultiHeadAttention plain = new MultiHeadAttention(2, 3);
    assertThat(plain.useCausalMask()).isFalse();
    assertThat(plain.useCausalMask(true).useCausalMask()).isTrue();
    assertThat(plain.useCausalMask(true).dropout(0.1).useCausalMask()).isTrue();
    assertThat(new Attention().useCausalMask(true).useCausalMask()).isTrue();
  }

  @Test
  void refusesBadOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiHeadAttention(0, 3))
        .withMessage("numHeads and keyDim must be at least 1, not 0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiHeadAttention(2, 3).valueDim(0))
        .withMessage("valueDim must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiHeadAttention(2, 3).dropout(1.5))
        .withMessage("dropout must be from 0 to 1, not 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiHeadAttention(2, 3).slidingWindow(0))
        .withMessageContaining("slidingWindow must be from 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiHeadAttention(2, 3).outputShape(2, 0))
        .withMessage("the sizes of outputShape must be at least 1, not [2, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupedQueryAttention(3, 4, 3))
        .withMessage("numQueryHeads must be a multiple of the 3 heads of keys and values, not 4");
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupedQueryAttention(3, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Attention().dropout(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new AdditiveAttention().dropout(2));
  }

  @Test
  void refusesInputsThatDoNotGoTogether() {
    MultiHeadAttention heads = new MultiHeadAttention(2, 3);
    refused(heads, "takes a query, a value and at most 2 more inputs, not 1", WORDS);
    refused(heads, "of the same rank", WORDS, Shape.of(-1, 4));
    refused(heads, "of the same rank", Shape.of(-1, 4), Shape.of(-1, 4));
    refused(heads, "key and value have the sizes 5 and 4", WORDS, WORDS, Shape.of(-1, 5, 6));
    refused(heads, "the attention mask has the shape", WORDS, WORDS, WORDS, Shape.of(-1, 4, 5));
    refused(heads, "the attention mask has the shape", WORDS, WORDS, WORDS, Shape.of(-1, 4));
    Shape image = Shape.of(-1, 4, 5, 6);
    refused(heads.attentionAxes(3), "attentionAxes are different axes from 1 to 2", image, image);
    refused(heads.attentionAxes(1, 1), "attentionAxes are different axes", image, image);
    refused(heads.attentionAxes(1), "in dimension 2", image, Shape.of(-1, 4, 4, 6));
    refused(heads.useCausalMask(true), "are for one attention axis", image, image);
    refused(heads.attentionAxes(2).useCausalMask(true), "have the sizes 4 and 5", image, image);
    refused(new GroupedQueryAttention(3, 2, 1), "takes inputs [batch, positions", image, image);
    refused(new GroupedQueryAttention(3, 2, 1), "query and value", WORDS, Shape.of(-1, 4, 5));
    refused(new Attention(), "query and key have the sizes 6 and 5", WORDS, Shape.of(-1, 4, 5));
    refused(new Attention(), "at most 1 more inputs, not 4", WORDS, WORDS, WORDS, WORDS);
  }

  private static void refused(Layer layer, String message, Shape... inputs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputShape(List.of(inputs)))
        .withMessageContaining(message);
  }

  private static float[] output(LayerRun run, Array query, Array value) {
    return (float[]) run.output(List.of(query, value), Map.of(), 0).elements();
  }

  private static Map<String, Array> weights(Layer layer, List<Shape> inputs) {
    Map<String, Array> weights = new HashMap<>();
    layer
        .weights(inputs)
        .forEach(spec -> weights.put(spec.name(), numbers(spec.shape().asArray())));
    return weights;
  }

  private static Array numbers(long... shape) {
    float[] numbers = new float[(int) Shape.of(shape).size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    return Array.of(numbers, shape);
  }
}

package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.convolutional.Conv1DTranspose;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv2DTranspose;
import io.github.inverseactivation.layers.convolutional.Conv3D;
import io.github.inverseactivation.layers.convolutional.Conv3DTranspose;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv1D;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.convolutional.SeparableConv1D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.pooling.AveragePooling1D;
import io.github.inverseactivation.layers.pooling.AveragePooling2D;
import io.github.inverseactivation.layers.pooling.AveragePooling3D;
import io.github.inverseactivation.layers.pooling.MaxPooling1D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling3D;
import io.github.inverseactivation.layers.preprocessing.RandomGaussianBlur;
import io.github.inverseactivation.layers.preprocessing.RandomZoom;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.recurrent.ConvLSTM1D;
import io.github.inverseactivation.layers.recurrent.ConvLSTM2D;
import io.github.inverseactivation.layers.recurrent.ConvLSTM3D;
import io.github.inverseactivation.saving.config.PublicConstructor.Parameter;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Keras gives by position means the same here: a constructor's parameters are the first of
 * Keras's, by name and in order. {@code golden/make_signatures.py} has written Keras's.
 */
class ConstructorsTest {
  static final JsonNode KERAS = Golden.read("signatures.json");

  /** Classes that have another name in Keras. */
  static final Map<String, String> NAMES =
      Map.of("GroupedQueryAttention", "GroupQueryAttention", "Input", "InputLayer");

  /** Classes that Keras does not have, and why they are here. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          entry("layers.InverseActivation", "the activation that the library is named for"),
          entry("layers.Monstera", "two convolutions with inverse activations"),
          entry("layers.RandomAffine", "Keras has its parts alone"),
          entry("layers.NestedContext", "what a layer of layers emits its own with"),
          entry("layers.ReplacedWeight", "what a layer gives back from training"),
          entry("activations.FormerHardSigmoid", "Keras 2's function"),
          entry("optimizers.schedules.Constant", "a number where Keras takes one"),
          entry("optimizers.schedules.OneCycle", "Keras has none"),
          entry("callbacks.ProgressBar", "Keras's ProgbarLogger, to a stream"),
          entry("callbacks.ProgressLines", "a progress bar for logs"));

  /**
   * What follows a list in Keras and is never a number, so that the list's numbers can be given one
   * by one.
   */
  private static final Set<String> NEVER_A_NUMBER =
      Set.of("data_format", "value_range", "fill_mode", "activation", "normalize", "name");

  /**
   * Constructors that give a list's numbers one by one although a number may follow it in Keras.
   */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "new Discretization(double[] binBoundaries)",
          "Keras takes a list here, or None and then the number of bins, never both");

  /** Factories with arguments; their names say what they mean. */
  private static final Set<String> FACTORIES =
      Set.of(
          "Rescaling.perChannel(double[] scale)",
          "RandomTranslation.ofPixels(int most, int height, int width)",
          "Input.shape(long[] withoutBatch)",
          "SpatialShape.of(Shape shape, int axes, DataFormat format)",
          "Operation.of(OperationCall call, List<DType> types)",
          "ConfusionMatrix.of(int classes, int[] labels, int[] predicted)",
          "ConfusionMatrix.ofScores(int classes, int[] labels, float[] scores)");

  static Stream<String> families() {
    List<String> names = new ArrayList<>();
    KERAS.fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("families")
  void parametersAreKerassInItsOrder(String family) throws IOException {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (PublicConstructor constructor : PublicConstructor.all(family)) {
      if (constructor.factory() != null) {
        continue;
      }
      List<JsonNode> positions = positions(family, constructor.className());
      if (positions == null) {
        if (!OURS.containsKey(family + "." + constructor.className())) {
          wrong.add(constructor + ": Keras has no such class");
        }
      } else if (!EXCEPTIONS.containsKey(constructor.toString())) {
        compared++;
        String fault = fault(constructor.parameters(), positions);
        if (fault != null) {
          wrong.add(constructor + ": " + fault);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(compared).isPositive();
  }

  @Test
  void factoriesWithArgumentsAreNamedForThem() throws IOException {
    Set<String> factories = new TreeSet<>();
    for (String family : families().toList()) {
      for (PublicConstructor constructor : PublicConstructor.all(family)) {
        if (constructor.factory() != null && !constructor.parameters().isEmpty()) {
          factories.add(constructor.toString());
        }
      }
    }

    assertThat(factories).containsExactlyInAnyOrderElementsOf(FACTORIES);
  }

  static Stream<Arguments> secondNumbers() {
    return Stream.of(
        Arguments.of(new Conv1D(4, 3, 2), new Conv1D(4, 3).strides(2)),
        Arguments.of(new Conv2D(4, 3, 2), new Conv2D(4, 3).strides(2)),
        Arguments.of(new Conv3D(4, 3, 2), new Conv3D(4, 3).strides(2)),
        Arguments.of(new Conv1DTranspose(4, 3, 2), new Conv1DTranspose(4, 3).strides(2)),
        Arguments.of(new Conv2DTranspose(4, 3, 2), new Conv2DTranspose(4, 3).strides(2)),
        Arguments.of(new Conv3DTranspose(4, 3, 2), new Conv3DTranspose(4, 3).strides(2)),
        Arguments.of(new SeparableConv1D(4, 3, 2), new SeparableConv1D(4, 3).strides(2)),
        Arguments.of(new SeparableConv2D(4, 3, 2), new SeparableConv2D(4, 3).strides(2)),
        Arguments.of(new DepthwiseConv1D(3, 2), new DepthwiseConv1D(3).strides(2)),
        Arguments.of(new DepthwiseConv2D(3, 2), new DepthwiseConv2D(3).strides(2)),
        Arguments.of(new ConvLSTM1D(4, 3, 2), new ConvLSTM1D(4, 3).strides(2)),
        Arguments.of(new ConvLSTM2D(4, 3, 2), new ConvLSTM2D(4, 3).strides(2)),
        Arguments.of(new ConvLSTM3D(4, 3, 2), new ConvLSTM3D(4, 3).strides(2)),
        Arguments.of(new MaxPooling1D(3, 2), new MaxPooling1D(3).strides(2)),
        Arguments.of(new MaxPooling2D(3, 2), new MaxPooling2D(3).strides(2)),
        Arguments.of(new MaxPooling3D(3, 2), new MaxPooling3D(3).strides(2)),
        Arguments.of(new AveragePooling1D(3, 2), new AveragePooling1D(3).strides(2)),
        Arguments.of(new AveragePooling2D(3, 2), new AveragePooling2D(3).strides(2)),
        Arguments.of(new AveragePooling3D(3, 2), new AveragePooling3D(3).strides(2)),
        Arguments.of(new RandomZoom(0.2, 0.3), new RandomZoom(0.2).widthFactor(0.3)),
        Arguments.of(new RandomGaussianBlur(0.5, 5), new RandomGaussianBlur(0.5).kernelSize(5)),
        Arguments.of(new Rescaling(0.5, -1), new Rescaling(0.5).offset(-1)));
  }

  @ParameterizedTest
  @MethodSource("secondNumbers")
  void aSecondNumberIsKerassSecondParameter(Layer byPosition, Layer byName) {
    KerasConfig codec = new KerasConfig(KerasTypes.standard());

    assertThat(codec.writeLayer(byPosition, "layer")).isEqualTo(codec.writeLayer(byName, "layer"));
  }

  /** Keras's parameters that may be given by position, or null where it has no such class. */
  static List<JsonNode> positions(String family, String className) {
    if (family.equals("activations")) {
      JsonNode function = KERAS.at("/activations/" + Spelling.key(className).substring(1));
      return function.isMissingNode()
          ? null
          : function.get("position").valueStream().skip(1).toList(); // the first is x
    }
    JsonNode found = KERAS.get(family).path(NAMES.getOrDefault(className, className));
    return found.isMissingNode() ? null : found.get("position").valueStream().toList();
  }

  /** What makes a call mean something else than in Keras, or null. */
  private static String fault(List<Parameter> parameters, List<JsonNode> positions) {
    int same = 0;
    while (same < parameters.size()
        && same < positions.size()
        && parameters.get(same).inPython().equals(name(positions, same))) {
      same++;
    }
    boolean oneByOne = false;
    if (same < parameters.size()) {
      List<Parameter> rest = parameters.subList(same, parameters.size());
      if (rest.size() < 2 || !rest.stream().allMatch(Parameter::isNumber)) {
        return "the parameter after " + same + " is " + name(positions, same) + " in Keras";
      }
      oneByOne = true;
    } else if (same > 0 && parameters.get(same - 1).repeated()) {
      same--;
      oneByOne = true;
    }
    String next = name(positions, same + 1);
    return oneByOne && next != null && !NEVER_A_NUMBER.contains(next)
        ? "a second number is " + next + " in Keras"
        : null;
  }

  private static String name(List<JsonNode> positions, int index) {
    return index < positions.size() ? positions.get(index).get(0).asText() : null;
  }
}

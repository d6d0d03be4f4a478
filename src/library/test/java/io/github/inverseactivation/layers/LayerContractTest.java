package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.topology.Weight;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** What holds for every layer, checked on the layers of all golden cases. */
class LayerContractTest {
  /** What a configuration says elsewhere, or as an argument of the layer's call. */
  private static final Set<String> NOT_IN_CONFIGURATIONS =
      Set.of(
          "name",
          "trainable",
          "useCausalMask",
          "returnAttentionScores",
          "keepsMasks",
          "needsAllMasks",
          "countsPenalties");

  static List<GoldenLayer> cases() {
    return GoldenLayer.all();
  }

  /** One layer of each class, with as many options set as the cases have. */
  static List<Layer> layers() {
    Map<Class<?>, Layer> byClass = new LinkedHashMap<>();
    cases().forEach(golden -> byClass.put(golden.layer().getClass(), golden.layer()));
    return List.copyOf(byClass.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputShapeIsTheShapeThatComesOut(GoldenLayer golden) {
    Layer layer = golden.layer();
    List<Shape> shapes = layer.outputShapes(golden.inputShapes());

    assertThat(shapes).hasSameSizeAs(golden.y());
    assertThat(layer.outputShape(golden.inputShapes()).asArray())
        .isEqualTo(shapes.get(0).asArray());
    try (LayerRun run = golden.run(layer, golden.training())) {
      for (int i = 0; i < shapes.size(); i++) {
        Shape declared = shapes.get(i);
        Array y = golden.y().get(i);
        assertThat(declared.get(0)).isEqualTo(Shape.UNKNOWN_SIZE);
        assertThat(y.shape()).startsWith(golden.x().get(0).shape()[0]);
        assertThat(Arrays.copyOfRange(y.shape(), 1, y.rank())).isEqualTo(declared.tail().asArray());
        // Shapes with unknown sizes are never equal, so their sizes are compared.
        assertThat(run.outputs().get(i).shape().asArray())
            .as("static")
            .isEqualTo(declared.asArray());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsAreNamedOnce(GoldenLayer golden) {
    List<String> names =
        golden.layer().weights(golden.inputShapes()).stream().map(WeightSpec::name).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inferenceIsWithoutRandomnessAndUpdates(GoldenLayer golden) {
    try (LayerRun run = golden.run(false)) {
      assertThat(run.operationTypes()).noneMatch(type -> type.contains("Random"));
      assertThat(run.updated()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void frozenLayersTrainNothing(GoldenLayer golden) {
    Layer frozen = golden.layer().trainable(false);
    try (LayerRun run = golden.run(frozen, true)) {
      assertThat(run.network().weights()).noneMatch(Weight::trainable);
      assertThat(run.updated()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void refusesUnfitShapesWithIllegalArgument(Layer layer) {
    for (List<Shape> shapes :
        List.of(
            List.of(Shape.scalar()),
            List.of(Shape.of(-1)),
            List.of(Shape.of(-1, -1)),
            List.of(Shape.of(-1, -1, -1)),
            List.of(Shape.of(-1, -1, -1, -1)),
            List.of(Shape.of(-1, 1, 1, 1, 1, 1)),
            List.of(Shape.of(-1, 2, 3), Shape.of(-1, 4, 5)),
            List.<Shape>of())) {
      try {
        layer.outputShape(shapes);
        layer.weights(shapes);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("%s on %s", layer, shapes).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void withersChangeTheirOptionInACopy(Layer layer) throws ReflectiveOperationException {
    JsonNode before = config(layer);
    List<String> withers = new ArrayList<>();
    for (Method method : layer.getClass().getMethods()) {
      if (isWither(method, layer)) {
        method.setAccessible(true); // public, but of a class that may not be
        Layer changed = OtherValues.change(layer, method, copy -> !config(copy).equals(before));

        assertThat(changed).isNotSameAs(layer).hasSameClassAs(layer);
        assertThat(changed.name()).isEqualTo(layer.name());
        assertThat(config(layer)).as("the layer that %s was called on", method).isEqualTo(before);
        List<String> different = differences(before, config(changed));
        assertThat(different).as(method.toString()).hasSize(1);
        assertThat(different.get(0).replace("_", ""))
            .isEqualTo(method.getName().toLowerCase(Locale.ROOT));
        withers.add(different.get(0));
      }
    }
    List<String> others = new ArrayList<>();
    before.fieldNames().forEachRemaining(others::add);
    others.removeAll(withers);
    others.removeAll(List.of("name", "trainable", "dtype"));
    int constructed =
        Arrays.stream(layer.getClass().getConstructors())
            .mapToInt(Constructor::getParameterCount)
            .max()
            .orElseThrow();
    assertThat(others.size())
        .as("options without a wither, %s, are the constructor's", others)
        .isLessThanOrEqualTo(constructed);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void namesAndFreezesInACopy(Layer layer) {
    Layer named = layer.name("another");
    Layer frozen = layer.trainable(!layer.isTrainable());

    assertThat(named).isNotSameAs(layer).hasSameClassAs(layer);
    assertThat(named.name()).isEqualTo("another");
    assertThat(layer.name()).isNotEqualTo("another");
    assertThat(frozen.isTrainable()).isNotEqualTo(layer.isTrainable());
  }

  @Test
  void thereAreLayers() {
    assertThat(layers()).hasSizeGreaterThan(10);
  }

  private static JsonNode config(Layer layer) {
    return GoldenLayer.CODEC.writeLayer(layer, null).get("config");
  }

  private static boolean isWither(Method method, Layer layer) {
    return Layer.class.isAssignableFrom(method.getReturnType())
        && method.getParameterCount() == 1
        && !Modifier.isStatic(method.getModifiers())
        && !NOT_IN_CONFIGURATIONS.contains(method.getName());
  }

  private static List<String> differences(JsonNode one, JsonNode other) {
    TreeSet<String> keys = new TreeSet<>();
    one.fieldNames().forEachRemaining(keys::add);
    other.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key -> one.path(key).equals(other.path(key)));
    return List.copyOf(keys);
  }
}

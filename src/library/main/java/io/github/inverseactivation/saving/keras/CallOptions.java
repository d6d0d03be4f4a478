package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.attention.CausalAttention;
import io.github.inverseactivation.layers.attention.ReturnsAttentionScores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Options that Python gives when it calls a layer, and that are the layer's own here. */
final class CallOptions {

  /** One option, which is either set or not. */
  private record Option(
      String name, Predicate<Layer> canBeSet, UnaryOperator<Layer> set, Predicate<Layer> isSet) {}

  private static final List<Option> OPTIONS =
      List.of(
          option(
              "use_causal_mask",
              CausalAttention.class,
              layer -> layer.useCausalMask(true),
              CausalAttention::useCausalMask),
          option(
              "return_attention_scores",
              ReturnsAttentionScores.class,
              layer -> layer.returnAttentionScores(true),
              ReturnsAttentionScores::returnAttentionScores));

  private CallOptions() {}

  /** An option of the layers of a class. */
  static <L> Option option(
      String name, Class<L> kind, Function<L, ? extends Layer> set, Predicate<L> isSet) {
    return new Option(
        name,
        kind::isInstance,
        layer -> set.apply(kind.cast(layer)),
        layer -> isSet.test(kind.cast(layer)));
  }

  /**
   * The layer with an option set.
   *
   * @throws CallException if it has no such option
   */
  static Layer set(Layer layer, String name) {
    return OPTIONS.stream()
        .filter(option -> option.name().equals(name) && option.canBeSet().test(layer))
        .findFirst()
        .orElseThrow(
            () ->
                new CallException("is called with the option " + name + ", which is not supported"))
        .set()
        .apply(layer);
  }

  /** The options that are set. */
  static Map<String, Boolean> of(Layer layer) {
    Map<String, Boolean> found = new LinkedHashMap<>();
    for (Option option : OPTIONS) {
      if (option.canBeSet().test(layer) && option.isSet().test(layer)) {
        found.put(option.name(), true);
      }
    }
    return found;
  }
}

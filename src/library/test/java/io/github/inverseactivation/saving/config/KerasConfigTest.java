package io.github.inverseactivation.saving.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.activations.FormerHardSigmoid;
import io.github.inverseactivation.activations.LeakyRelu;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.HeNormal;
import io.github.inverseactivation.initializers.RandomUniform;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.activation.ELU;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.normalization.LayerNormalization;
import io.github.inverseactivation.layers.regularization.SpatialDropout2D;
import io.github.inverseactivation.regularizers.L1L2;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/** What the parity suite does not reach: other spellings, refusals, limits, own layers. */
class KerasConfigTest {
  private static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  @Test
  void writesWhatKerasWrites() {
    assertThat(CODEC.writeLayer(new Dense(3).activation(Activations.RELU), "d"))
        .isEqualTo(
            json(
                """
                {"module": "keras.layers", "class_name": "Dense",
                 "config": {"trainable": true, "dtype": "float32", "units": 3,
                  "activation": "relu", "use_bias": true,
                  "kernel_initializer": {"module": "keras.initializers",
                   "class_name": "GlorotUniform", "config": {"seed": null},
                   "registered_name": null},
                  "bias_initializer": {"module": "keras.initializers",
                   "class_name": "Zeros", "config": {}, "registered_name": null},
                  "kernel_regularizer": null, "bias_regularizer": null,
                  "kernel_constraint": null, "bias_constraint": null, "name": "d"},
                 "registered_name": null}\
                """));
    assertThat(CODEC.writeLayer(new InverseActivation(), null).get("registered_name").asText())
        .isEqualTo("inverse_activation>InverseActivation");
    assertThat(CODEC.writeLayer(new SpatialDropout2D(0.5), null).get("config").has("trainable"))
        .isFalse();
    JsonNode normalization = CODEC.writeLayer(new LayerNormalization(), null).get("config");
    assertThat(normalization.has("rms_scaling")).isFalse();
  }

  @Test
  void readsShortNames() {
    assertThat(CODEC.read(json("'he_normal'"), Initializer.class)).isInstanceOf(HeNormal.class);
    assertThat(CODEC.read(json("'uniform'"), Initializer.class)).isInstanceOf(RandomUniform.class);
    assertThat(CODEC.read(json("'l1_l2'"), Regularizer.class)).isInstanceOf(L1L2.class);
    assertThat(CODEC.read(json("'swish'"), Activation.class)).isSameAs(Activations.SILU);
    assertThat(CODEC.<Regularizer>read(json("null"), Regularizer.class)).isNull();
  }

  @Test
  void readsNamesAsTheVersionThatWroteThem() {
    JsonNode name = json("'hard_sigmoid'");
    JsonNode dense = layer("Dense", "{'units': 3, 'activation': 'hard_sigmoid'}");
    KerasConfig keras2 = CODEC.version(KerasVersion.of("2.2.4-tf"));

    assertThat(CODEC.read(name, Activation.class)).isSameAs(Activations.HARD_SIGMOID);
    assertThat(keras2.read(name, Activation.class)).isInstanceOf(FormerHardSigmoid.class);
    JsonNode written =
        CODEC.writeLayer(keras2.readLayer(dense), "d").get("config").get("activation");
    assertThat(written.get("class_name").asText()).isEqualTo("Sequential");
    assertThat(CODEC.read(written, Activation.class)).isInstanceOf(FormerHardSigmoid.class);
  }

  @Test
  void versions() {
    assertThat(KerasVersion.of("2.15.0").isBefore(3, 0)).isTrue();
    assertThat(KerasVersion.of("3.0.5").isBefore(3, 0)).isFalse();
    assertThat(KerasVersion.of("2.2.4-tf")).isEqualTo(new KerasVersion(2, 2));
    assertThat(KerasVersion.of("2.10.0")).isGreaterThan(new KerasVersion(2, 9));
    assertThat(KerasVersion.UNNAMED.isBefore(2, 0)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KerasVersion.of("two"))
        .withMessageContaining("keras_version must begin with two numbers");
  }

  @Test
  void readsOtherSpellings() {
    assertThat(config("LeakyReLU", "{'alpha': 0.25}").get("negative_slope").asDouble())
        .isEqualTo(0.25);
    assertThat(config("BatchNormalization", "{'axis': [3]}").get("axis").asInt()).isEqualTo(3);
    assertThat(config("LayerNormalization", "{'axis': -1}").get("axis").toString())
        .isEqualTo("[-1]");
    assertThat(config("Dense", "{'units': 3.0, 'activation': null}").get("activation").asText())
        .isEqualTo("linear");
    assertThat(config("ZeroPadding2D", "{'padding': 2}").get("padding").toString())
        .isEqualTo("[[2,2],[2,2]]");
    JsonNode keras2 = json("{'class_name': 'ELU', 'config': {}, 'registered_name': 'Keras>ELU'}");
    assertThat(CODEC.readLayer(keras2)).isInstanceOf(ELU.class);
    JsonNode function =
        json(
            "{'module': 'builtins', 'class_name': 'function', 'config': 'gelu',"
                + " 'registered_name': 'function'}");
    assertThat(CODEC.read(function, Activation.class)).isSameAs(Activations.GELU);
    assertThat(CODEC.read(layer("LeakyReLU", "{'name': 'x'}"), Activation.class))
        .isInstanceOf(LeakyRelu.class);
  }

  @Test
  void passesOverWhatChangesNothing() {
    Layer layer =
        CODEC.readLayer(
            layer(
                "BatchNormalization",
                """
                {'name': 'bn', 'trainable': false, 'renorm': false, 'renorm_momentum': 0.9,
                 'quantization_config': null, 'synchronized': false,
                 'dtype': {'class_name': 'DTypePolicy', 'config': {'name': 'float32'}},
                 'something_new': null}\
                """));

    assertThat(layer.name()).isEqualTo("bn");
    assertThat(layer.isTrainable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dense | {'name': 'd', 'units': 0} | layer 'd' (Dense): units must be at least 1, not 0",
        "Dense | {'name': 'd'} | layer 'd' (Dense): units is missing",
        "Dense | {'name': 'd', 'units': null} | layer 'd' (Dense): units is missing",
        "Dense | {'units': 99999999999} | layer Dense: units must be a whole number from",
        "Dense | {'units': 1.5} | units must be a whole number",
        "Dense | {'units': '8'} | units must be a whole number",
        "Dense | {'units': 1e400} | units must be a whole number",
        "Dense | {'units': 8, 'colour': 'red'} | the option 'colour' is unknown; known are [activ",
        "Dense | {'units': 8, 'use_bias': 1} | use_bias must be true or false, not 1",
        "Dense | {'units': 8, 'activation': 'rellu'} | layer Dense: activation: there is no activ",
        "Dense | {'units': 8, 'kernel_initializer': 'he'} | there is no initializer 'he'; found [",
        "Dense | {'units': 8, 'kernel_initializer': 5} | expected an object with a class_name, f",
        "Dense | {'units': 8, 'name': 'a/b'} | a layer's name has at most 1000 letters",
        "BatchNormalization | {'name': 'b', 'renorm': true} | renorm must be false, not true",
        "ReLU | {'max_value': 1e999} | max_value must be a finite number",
        "Dropout | {'rate': 2} | layer Dropout: rate must be from 0 to 1",
        "Conv2D | {'filters': 2, 'kernel_size': 3, 'padding': 'reflect'} | one of [valid, same,"
            + " causal]",
        "Lambda | {'name': 'x', 'function': 'os'} | layer 'x' (Lambda) cannot be read: code in"
            + " files",
        "Quantum | {'name': 'q'} | layer 'q' (Quantum): the class 'Quantum' of keras.layers is unk",
      })
  void refusesWithTheLayersNameClassAndOption(String className, String config, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.readLayer(layer(className, config)))
        .withMessageContaining(message);
  }

  @Test
  void neverLooksOutsideItsTable() {
    JsonNode runtime =
        json("{'module': 'java.lang', 'class_name': 'Runtime', 'config': {'name': 'r'}}");
    JsonNode disguised =
        json("{'module': 'os.keras', 'class_name': 'Dense', 'config': {'units': 1}}");
    JsonNode registered =
        json(
            "{'module': null, 'class_name': 'Dense', 'config': {'units': 1},"
                + " 'registered_name': 'theirs>Dense'}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.readLayer(runtime))
        .withMessageContaining("the class 'Runtime' of java.lang is unknown: register it");
    assertThatIllegalArgumentException().isThrownBy(() -> CODEC.readLayer(disguised));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.readLayer(registered))
        .withMessageContaining("with(\"theirs>Dense\", ...)");
    // An initializer's name where a layer is expected.
    assertThatIllegalArgumentException().isThrownBy(() -> CODEC.readLayer(layer("Zeros", "{}")));
    assertThatIllegalArgumentException().isThrownBy(() -> CODEC.readLayer(json("[1]")));
    assertThatIllegalArgumentException().isThrownBy(() -> CODEC.readLayer(json("'dense'")));
  }

  @Test
  void refusesDocumentsThatAreTooDeepRepeatedOrBroken() {
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) '[');
    assertThatIllegalArgumentException().isThrownBy(() -> KerasConfig.parse(deep));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KerasConfig.parse(new byte[(64 << 20) + 1]))
        .withMessageContaining("limit 67108864");
    for (String broken :
        new String[] {"{\"a\": 1, \"a\": 2}", "{} {}", "{\"a\": ", "{\"a\": Nothing}"}) {
      assertThatIllegalArgumentException()
          .as(broken)
          .isThrownBy(() -> KerasConfig.parse(broken.getBytes(StandardCharsets.UTF_8)))
          .withMessageStartingWith("not a valid JSON document");
    }
  }

  @Test
  void takesOwnLayers() {
    KerasTypes types = KerasTypes.standard().with("mine>Scale", Scale::new);
    KerasConfig codec = new KerasConfig(types);

    JsonNode written = codec.writeLayer(new Scale().factor(3), "s");
    assertThat(written.get("class_name").asText()).isEqualTo("Scale");
    assertThat(written.get("registered_name").asText()).isEqualTo("mine>Scale");
    assertThat(((Scale) codec.readLayer(written)).factor).isEqualTo(3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.writeLayer(new Scale(), "s"))
        .withMessageContaining("register it with KerasTypes.standard().with");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.readLayer(written))
        .withMessageContaining("mine>Scale");
    assertThatIllegalArgumentException().isThrownBy(() -> types.with("mine>Scale", Scale::new));
    Scale one = new Scale();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KerasTypes.standard().with("mine>One", () -> one))
        .withMessageContaining("new object at each call");
  }

  /** A layer as a user writes one. */
  private static final class Scale extends SingleInputLayer<Scale> {
    private double factor = 1;

    Scale factor(double factor) {
      return with(copy -> copy.factor = factor);
    }

    @Override
    protected Shape outputShape(Shape input) {
      return input;
    }

    @Override
    protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
      return context.tf().math.mul(x, context.constant(factor));
    }

    @Override
    public void options(Options options) {
      factor = options.number("factor", factor);
    }
  }

  private static JsonNode config(String className, String config) {
    Layer layer = CODEC.readLayer(layer(className, config));
    return CODEC.writeLayer(layer, null).get("config");
  }

  private static JsonNode layer(String className, String config) {
    return json(
        "{'module': 'keras.layers', 'class_name': '" + className + "', 'config': " + config + "}");
  }

  /** A document with single quotes in place of double ones. */
  private static JsonNode json(String text) {
    return KerasConfig.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

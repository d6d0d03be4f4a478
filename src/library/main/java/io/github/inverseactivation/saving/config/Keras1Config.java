package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keras 1's layers, regularizers and constraints as Keras 2 reads them: {@code nb_filter} is {@code
 * filters}. The tables are Keras 2's own, {@code keras/legacy/interfaces.py}.
 */
final class Keras1Config {
  private static final Logger LOG = LoggerFactory.getLogger(Keras1Config.class);

  private static final String CLASS = "class_name";

  private static final Set<String> MODELS = Set.of("Model", "Sequential");

  /** Classes that became another's option, besides those that have kept their name. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "AtrousConvolution1D", "Conv1D",
          "AtrousConvolution2D", "Conv2D",
          "Deconvolution2D", "Conv2DTranspose");

  /** Options by their former names, whatever the class. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          entry("nb_filter", "filters"),
          entry("filter_length", "kernel_size"),
          entry("subsample", "strides"),
          entry("subsample_length", "strides"),
          entry("stride", "strides"),
          entry("pool_length", "pool_size"),
          entry("border_mode", "padding"),
          entry("atrous_rate", "dilation_rate"),
          entry("init", "kernel_initializer"),
          entry("inner_init", "recurrent_initializer"),
          entry("inner_activation", "recurrent_activation"),
          entry("W_regularizer", "kernel_regularizer"),
          entry("U_regularizer", "recurrent_regularizer"),
          entry("b_regularizer", "bias_regularizer"),
          entry("W_constraint", "kernel_constraint"),
          entry("b_constraint", "bias_constraint"),
          entry("dropout_W", "dropout"),
          entry("dropout_U", "recurrent_dropout"),
          entry("bias", "use_bias"),
          entry("p", "rate"),
          entry("sigma", "stddev"),
          entry("length", "size"),
          entry("beta_init", "beta_initializer"),
          entry("gamma_init", "gamma_initializer"));

  /** Options that a class calls otherwise than the others do. */
  private static final Map<String, String> OWN_OPTIONS =
      Map.of(
          "Embedding.init", "embeddings_initializer",
          "Embedding.W_regularizer", "embeddings_regularizer",
          "Embedding.W_constraint", "embeddings_constraint",
          "PReLU.init", "alpha_initializer",
          "SeparableConv2D.init", "depthwise_initializer",
          "Dense.output_dim", "units",
          "LSTM.output_dim", "units",
          "GRU.output_dim", "units",
          "SimpleRNN.output_dim", "units");

  private static final Set<String> KERNEL_SIZES =
      Set.of("nb_row", "nb_col", "kernel_dim1", "kernel_dim2", "kernel_dim3");

  /**
   * What says how a layer is computed, or what the input's shape says already. A deconvolution's
   * output_shape is compared once that shape is known. Keras 2 does not have an embedding's
   * dropout, which acts in training alone.
   */
  private static final Set<String> LEFT_OUT =
      Set.of("consume_less", "input_dim", "input_dtype", "input_length", "output_shape");

  /** Merge's modes that layers compute. */
  private static final Map<String, String> MERGES =
      Map.of(
          "sum", "Add",
          "mul", "Multiply",
          "ave", "Average",
          "max", "Maximum",
          "concat", "Concatenate",
          "dot", "Dot");

  private static final Map<String, String> REGULARIZERS =
      Map.of("L1L2Regularizer", "L1L2", "WeightRegularizer", "L1L2", "ActivityRegularizer", "L1L2");

  /** Layers that did not say where the channels are: where they were for all. */
  private static final Set<String> WITHOUT_ORDERING =
      Set.of(
          "UpSampling2D",
          "UpSampling3D",
          "ZeroPadding2D",
          "ZeroPadding3D",
          "Cropping2D",
          "Cropping3D");

  private Keras1Config() {}

  /** The model with the order of dimensions in every layer that has one. */
  static JsonNode completed(JsonNode model) {
    if (!model.findValuesAsText("dim_ordering").contains("th")) {
      return model;
    }
    JsonNode completed = model.deepCopy();
    for (JsonNode layer : completed.findParents(CLASS)) {
      if (WITHOUT_ORDERING.contains(layer.path(CLASS).asText())
          && layer.path("config") instanceof ObjectNode config
          && !config.has("dim_ordering")) {
        config.put("dim_ordering", "th");
      }
    }
    return completed;
  }

  /** A layer as Keras 2 writes it. */
  static JsonNode layer(JsonNode node) {
    if (!(node.path("config") instanceof ObjectNode former)) {
      return node;
    }
    String given = node.path(CLASS).asText();
    if (MODELS.contains(given)) {
      return node;
    }
    ObjectNode layer = ((ObjectNode) node).deepCopy();
    String className = Aliases.className(CLASSES.getOrDefault(given, given));
    layer.put(CLASS, className);
    if (className.equals("Merge")) {
      return merge(layer);
    }
    ObjectNode config = layer.putObject("config");
    ArrayNode kernel = JsonNodeFactory.instance.arrayNode();
    for (var each : former.properties()) {
      String key = each.getKey();
      JsonNode value = each.getValue();
      if (KERNEL_SIZES.contains(key)) { // in their order
        kernel.add(value);
      } else if (key.equals("dim_ordering")) {
        config.set("data_format", dataFormat(value));
      } else if (key.equals("forget_bias_init")) {
        config.set("unit_forget_bias", BooleanNode.valueOf(value.asText().equals("one")));
      } else if (key.equals("mode") && className.equals("BatchNormalization")) {
        checkMode(layer, value);
      } else if (isLeftOut(className, key)) {
        warn(className, former, key, value);
      } else {
        String modern =
            OWN_OPTIONS.getOrDefault(className + "." + key, OPTIONS.getOrDefault(key, key));
        config.set(modern, value(className, modern, value));
      }
    }
    if (!kernel.isEmpty()) {
      config.set("kernel_size", kernel);
    }
    if (className.equals("SeparableConv2D") && config.has("depthwise_initializer")) {
      config.set("pointwise_initializer", config.get("depthwise_initializer"));
    }
    return layer;
  }

  /** What Keras 2 says too when it reads such a layer. */
  private static void warn(String className, JsonNode config, String key, JsonNode value) {
    if (className.equals("Embedding") && key.equals("dropout") && value.asDouble() != 0) {
      LOG.warn(
          "layer '{}' (Embedding): dropout = {} is left out, as in Keras 2, so it predicts the same"
              + " and trains otherwise: add a Dropout or SpatialDropout1D behind it to train on",
          config.path("name").asText(),
          value);
    }
  }

  private static boolean isLeftOut(String className, String key) {
    return className.equals("Embedding")
        ? key.equals("dropout") || key.startsWith("input_") && !key.equals("input_dim")
        : LEFT_OUT.contains(key);
  }

  private static JsonNode value(String className, String option, JsonNode value) {
    if (className.equals("ZeroPadding2D") && option.equals("padding") && value.isObject()) {
      ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
      pairs.addArray().add(value.path("top_pad")).add(value.path("bottom_pad"));
      pairs.addArray().add(value.path("left_pad")).add(value.path("right_pad"));
      return pairs;
    }
    return value;
  }

  private static JsonNode dataFormat(JsonNode ordering) {
    return switch (ordering.asText()) {
      case "tf" -> TextNode.valueOf("channels_last");
      case "th" -> TextNode.valueOf("channels_first");
      default -> ordering;
    };
  }

  private static void checkMode(JsonNode layer, JsonNode mode) {
    if (mode.asInt() != 0) {
      throw new ConfigException(
          "layer '"
              + layer.path("config").path("name").asText()
              + "' (BatchNormalization): mode must be 0, which normalizes by moving averages, not "
              + mode
              + ", which no Keras after the first has: train it anew with mode 0");
    }
  }

  private static JsonNode merge(ObjectNode layer) {
    JsonNode former = layer.get("config");
    String mode = former.path("mode").asText();
    String className = MERGES.get(mode);
    if (className == null || !former.path("mode_type").asText("raw").equals("raw")) {
      throw new ConfigException(
          "layer '"
              + former.path("name").asText()
              + "' (Merge): mode must be one of "
              + MERGES.keySet().stream().sorted().toList()
              + ", not '"
              + (MERGES.containsKey(mode)
                  ? "a function"
                  : ObjectReader.excerpt(former.path("mode")))
              + "': compute it with layers in Python, and save again");
    }
    layer.put(CLASS, className);
    ObjectNode config = layer.putObject("config");
    config.set("name", former.path("name"));
    if (className.equals("Concatenate")) {
      config.set("axis", former.path("concat_axis"));
    } else if (className.equals("Dot")) {
      config.set("axes", axes(former.path("dot_axes")));
    }
    return layer;
  }

  /** One axis, an axis for each input, or a list with one for each input. */
  private static JsonNode axes(JsonNode former) {
    if (!former.isArray()) {
      return former;
    }
    ArrayNode axes = JsonNodeFactory.instance.arrayNode();
    former.forEach(each -> axes.add(each.isArray() && each.size() == 1 ? each.get(0) : each));
    return axes;
  }

  /** Regularizers and constraints were their options and a name. */
  static JsonNode plain(JsonNode node) {
    if (!node.isObject() || node.has(CLASS) || !node.path("name").isTextual()) {
      return node;
    }
    ObjectNode config = ((ObjectNode) node).deepCopy();
    String name = config.remove("name").asText();
    if (config.has("m")) {
      config.set("max_value", config.remove("m"));
    }
    if (config.has("low")) {
      config.set("min_value", config.remove("low"));
      config.set("max_value", config.remove("high"));
    }
    ObjectNode modern = JsonNodeFactory.instance.objectNode();
    modern.put(CLASS, REGULARIZERS.getOrDefault(name, name));
    modern.set("config", config);
    return modern;
  }
}

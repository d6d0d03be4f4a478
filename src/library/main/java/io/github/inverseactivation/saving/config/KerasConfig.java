package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import io.github.inverseactivation.optimizers.schedules.Constant;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * Reads and writes Keras's JSON configurations of layers and of everything that goes into them.
 *
 * <p>What is written loads in Python with {@code keras.layers.deserialize}; what Python writes with
 * {@code keras.layers.serialize} is read. Configurations of older versions are read as those
 * versions meant them, see {@link #version(KerasVersion)}.
 *
 * <pre>{@code
 * KerasConfig codec = new KerasConfig(KerasTypes.standard());
 * Layer layer = codec.readLayer(KerasConfig.parse(json));
 * String again = codec.writeLayer(layer, "conv2d").toString();
 * }</pre>
 *
 * <p>A configuration may come from a stranger: it can name only classes of the table it is read
 * with, no code in it is run, no file it names is opened, and its size and depth are limited.
 *
 * <p>Immutable; may be shared by threads.
 */
public final class KerasConfig {
  /** Where {@link #plainModels} keeps the name of a model's class in Python. */
  public static final String PYTHON_CLASS = "python_class";

  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_TOKENS = 1_000_000; // the largest of Keras's models has a fifth
  private static final ObjectMapper MAPPER = mapper();

  private final KerasTypes types;
  private final ModelCodec models;
  private final KerasVersion version;

  /**
   * A codec for the classes of a table.
   *
   * @param types the classes that files may name
   */
  public KerasConfig(KerasTypes types) {
    this(types, null, KerasVersion.CURRENT);
  }

  private KerasConfig(KerasTypes types, ModelCodec models, KerasVersion version) {
    this.types = Objects.requireNonNull(types, "types");
    this.models = models;
    this.version = Objects.requireNonNull(version, "version");
  }

  /**
   * The same codec for layers that may be models, also inside other layers.
   *
   * @param codec reads and writes models
   * @return a changed copy
   */
  public KerasConfig models(ModelCodec codec) {
    return new KerasConfig(types, codec, version);
  }

  /**
   * The same codec for configurations that another version of Keras wrote: what names and defaults
   * mean when they are read. Default: {@link KerasVersion#CURRENT}.
   *
   * @param version the version that wrote them
   * @return a changed copy
   */
  public KerasConfig version(KerasVersion version) {
    return new KerasConfig(types, models, version);
  }

  /**
   * A model's configuration with what former versions left to the settings of the machine.
   *
   * @param model the configuration
   * @return the same, or a changed copy
   */
  public JsonNode completed(JsonNode model) {
    return version.isBefore(2, 0) ? Keras1Config.completed(model) : model;
  }

  /**
   * Changes a model's configuration into one that an older Keras 3 reads.
   *
   * @param model the configuration, as this library writes it for {@link KerasVersion#CURRENT}
   * @param version the oldest version that is to read it
   * @throws IllegalArgumentException if that version does not have a class or an option that the
   *     model has; the message names it and the first version that does
   */
  public static void rewriteFor(JsonNode model, KerasVersion version) {
    if (version.compareTo(KerasVersion.CURRENT) < 0) {
      new OlderKeras(version).rewrite(model);
    }
  }

  /**
   * The version of Keras whose meanings are read.
   *
   * @return the version
   */
  public KerasVersion version() {
    return version;
  }

  /**
   * Parses a JSON document, at most 64 MB long and 100 levels deep, of at most a million names,
   * values and brackets, without repeated keys.
   *
   * @param json the document in UTF-8
   * @return its root
   * @throws IllegalArgumentException if it is not such a document
   */
  public static JsonNode parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the JSON document has " + json.length + " bytes, limit " + MAX_BYTES);
    }
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new IllegalArgumentException(
          "not a valid JSON document" + place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a valid JSON document: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a layer.
   *
   * @param node a layer's configuration, with {@code class_name} and {@code config}
   * @return the layer, with its name and whether it is trainable
   * @throws IllegalArgumentException if the class is unknown, or an option is unknown or out of
   *     range; the message names the layer, the class and the option
   */
  public Layer readLayer(JsonNode node) {
    Layer layer = read(node, Layer.class);
    if (layer == null) {
      throw new IllegalArgumentException("a layer is null: expected its class and configuration");
    }
    return layer;
  }

  /**
   * Reads an object of a kind: a layer, an initializer, an activation.
   *
   * @param <T> the kind
   * @param node its configuration, or the short name that Keras accepts in its place
   * @param kind the kind's class
   * @return the object, or null for JSON's null
   * @throws IllegalArgumentException as for {@link #readLayer}
   */
  public <T> T read(JsonNode node, Class<T> kind) {
    return new ObjectReader(types, models, version).read(node, kind, "");
  }

  /**
   * A model's configuration in which models of a Python program's own classes, of which {@link
   * KerasTypes#withModel} says that they are plain ones, have Keras's classes.
   *
   * @param model the configuration
   * @return a changed copy, or the same where there is nothing to change
   */
  public JsonNode plainModels(JsonNode model) {
    return CustomModels.plain(model, types);
  }

  /**
   * Writes a layer.
   *
   * @param layer the layer
   * @param name the name it has in its model, or null to leave it to Keras
   * @return its configuration
   * @throws IllegalArgumentException if the layer, or something in it, is not of a class in the
   *     table
   */
  public ObjectNode writeLayer(Layer layer, String name) {
    ObjectNode node = writeConfigurable(layer);
    if (name != null) {
      ((ObjectNode) node.get("config")).put("name", name);
    }
    return node;
  }

  /**
   * Writes an object.
   *
   * @param object a layer, an initializer, an activation, an optimizer, a loss, a metric or null
   * @return its configuration; for an activation of {@link Activations} its name
   * @throws IllegalArgumentException if it is not of a class in the table
   */
  public JsonNode write(Object object) {
    if (object == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (object instanceof Activations activation) {
      return TextNode.valueOf(activation.kerasName());
    }
    if (object instanceof Constant constant) { // a learning rate that is a number
      return DoubleNode.valueOf(constant.at(0));
    }
    Optional<ObjectNode> layers = FunctionAsLayers.write(object);
    if (layers.isPresent()) {
      return layers.get();
    }
    Optional<String> function = types.functionName(object);
    if (function.isPresent()) {
      return writeFunction(function.get());
    }
    if (object instanceof Configurable configurable) {
      return writeConfigurable(configurable);
    }
    throw unregistered(object);
  }

  /**
   * The name that files give to a layer's class.
   *
   * @param layer the layer
   * @return Keras's name, such as {@code Conv2D}
   * @throws IllegalArgumentException if it is not of a class in the table
   */
  public String className(Layer layer) {
    return types.of(layer).orElseThrow(() -> unregistered(layer)).className();
  }

  private static ObjectNode writeFunction(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("module", "builtins")
        .put("class_name", "function")
        .put("config", name)
        .put("registered_name", "function");
  }

  private ObjectNode writeConfigurable(Configurable object) {
    if (models != null && object instanceof Layer layer) {
      Optional<ObjectNode> model = models.write(layer);
      if (model.isPresent() && layer.activityRegularizer() != null) {
        throw new IllegalArgumentException(
            layer
                + " has an activityRegularizer and is a model in Keras's files, which hold none for"
                + " models: give it to the model's last layer");
      }
      if (model.isPresent()) {
        return model.get();
      }
    }
    if (object instanceof TimeDistributed steps
        && steps.countsPenalties()
        && steps.sublayers().values().stream()
            .anyMatch(each -> each.activityRegularizer() != null)) {
      throw new IllegalArgumentException(
          steps
              + " counts the activityRegularizer of the layer within, as tf.keras 2 did and Keras 3"
              + " does not: give it to the TimeDistributed, or export the model");
    }
    KerasType type = types.of(object).orElseThrow(() -> unregistered(object));
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    if (object instanceof Layer layer) {
      if (layer.name() != null) {
        config.put("name", layer.name());
      }
      if (Spelling.takesTrainable(type.className())) {
        config.put("trainable", layer.isTrainable());
      }
      config.put("dtype", "float32");
    }
    ConfigWriter writer = new ConfigWriter(this, type.className(), config);
    object.options(writer);
    if (object instanceof Layer layer && layer.activityRegularizer() != null) {
      writer.object(
          ObjectReader.ACTIVITY_REGULARIZER, Regularizer.class, layer.activityRegularizer());
    }
    leaveOut(Since.notEverywhere(type.className()), config, type);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("module", type.module());
    node.put("class_name", type.className());
    node.set("config", config);
    node.put("registered_name", type.registeredName());
    return node;
  }

  /** Leaves out options that have their default, since not every Keras knows them. */
  private void leaveOut(Set<String> keys, ObjectNode config, KerasType type) {
    if (keys.stream().anyMatch(config::has)) {
      ObjectNode defaults = JsonNodeFactory.instance.objectNode();
      type.prototype().get().options(new ConfigWriter(this, type.className(), defaults));
      keys.forEach(
          key -> {
            if (config.has(key) && config.get(key).equals(defaults.get(key))) {
              config.remove(key);
            }
          });
    }
  }

  private static IllegalArgumentException unregistered(Object object) {
    return new IllegalArgumentException(
        object.getClass().getName()
            + " has no name in Keras's files: "
            + (object instanceof Configurable
                ? "register it with KerasTypes.standard().with(\"package>Name\", ...)"
                : "register it with KerasTypes.standard().withFunction(\"package>name\", ...), or"
                    + " make it Configurable and use with")
            + ", and save with KerasOptions.standard().types(...)");
  }

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_BYTES)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes Infinity and NaN
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}

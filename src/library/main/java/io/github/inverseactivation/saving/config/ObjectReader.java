package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.layers.merging.MergingLayer;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.regularizers.Regularizer;

/** Reads objects: finds the class that a configuration names, and gives it its options. */
final class ObjectReader {
  /** The option that every layer has. */
  static final String ACTIVITY_REGULARIZER = "activityRegularizer";

  private static final Logger LOG = LoggerFactory.getLogger(ObjectReader.class);

  private final KerasTypes types;
  private final ModelCodec models;
  private final KerasVersion version;

  /**
   * A reader.
   *
   * @param models reads layers that are models, or null
   * @param version the version of Keras that wrote what is read
   */
  ObjectReader(KerasTypes types, ModelCodec models, KerasVersion version) {
    this.types = types;
    this.models = models;
    this.version = version;
  }

  /**
   * Reads an object.
   *
   * @param place where the object is, for messages: {@code "layer 'd': activation: "}, or empty
   */
  <T> T read(JsonNode written, Class<T> kind, String place) {
    if (written == null || written.isNull()) {
      return null;
    }
    JsonNode node = FormerConfig.modern(version, written, kind);
    if (node.isTextual()) {
      return readShort(node.textValue(), kind, place);
    }
    if (node.isNumber() && kind == Schedule.class) { // a learning rate
      return kind.cast(new Constant(node.doubleValue()));
    }
    if (node.path("value").isArray() && !node.has("class_name")) { // so Keras writes a lambda
      throw code(kind, null, place + "a " + kindName(kind));
    }
    if (!node.path("class_name").isTextual()) {
      throw new IllegalArgumentException(
          place + "expected an object with a class_name, found " + excerpt(node));
    }
    if (models != null && kind == Layer.class) {
      Optional<Layer> model = models.read(node, new KerasConfig(types).version(version));
      if (model.isPresent()) {
        return kind.cast(model.get());
      }
    }
    if (kind == Activation.class && FunctionAsLayers.isModel(node)) {
      return kind.cast(
          FunctionAsLayers.read(node)
              .orElseThrow(
                  () ->
                      new ConfigException(
                          place
                              + "no function here is a model, such as "
                              + excerpt(node)
                              + ": make it the next layer in Python, and save again")));
    }
    JsonNode config = node.path("config");
    String className = node.path("class_name").textValue();
    if (className.equals("function") && config.isTextual()) {
      return readShort(config.textValue(), kind, place);
    }
    String here = place + describe(kind, node);
    if (className.equals("Lambda") || className.equals("__lambda__")) {
      return kind.cast(placed(lambda(node, kind, here), config, here));
    }
    ObjectName name = ObjectName.ofClass(node);
    Optional<Object> function = types.custom(name.key(), kind).filter(types::isFunction);
    if (function.isPresent()) {
      return kind.cast(function.get());
    }
    KerasType type = types.find(name, kind).orElseThrow(() -> unknown(name, config, kind, here));
    if (!config.isObject()) {
      throw new IllegalArgumentException(here + ": config is missing");
    }
    Configurable object = type.prototype().get();
    ConfigReader reader = new ConfigReader(this, type, here, config);
    Regularizer penalty = null;
    try {
      object.options(reader);
      if (object instanceof Layer) {
        penalty = reader.object(ACTIVITY_REGULARIZER, Regularizer.class, null);
      }
      reader.finish();
      object.validate();
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(here + ": " + e.getMessage(), e);
    }
    if (!(object instanceof Layer layer)) {
      return kind.cast(object);
    }
    Layer placed = placed(former(layer), config, here);
    return kind.cast(penalty == null ? placed : penalised(placed, penalty, here));
  }

  /** What a layer did in the version that wrote it and does no longer. */
  private Layer former(Layer layer) {
    if (layer instanceof MultiHeadAttention attention && version.isBefore(3, 8)) {
      return attention.keepsMasks(true);
    }
    if (layer instanceof TimeDistributed steps && version.isBefore(3, 0)) {
      return steps.countsPenalties(true);
    }
    return layer instanceof MergingLayer<?> merging && version.isBefore(3, 4)
        ? merging.needsAllMasks(true)
        : layer;
  }

  /** Keras has changed its mind twice on whether a larger batch is penalised more. */
  private Layer penalised(Layer layer, Regularizer penalty, String here) {
    if (version.sumsActivityPenalties()) {
      LOG.warn(
          "{}: the activity_regularizer of Keras {} was a sum over the batch, and is divided by the"
              + " number of examples here, as in today's Keras: multiply it by the batch's size"
              + " to train on as before",
          here,
          version);
    }
    return layer.activityRegularizer(penalty);
  }

  private static Layer placed(Layer layer, JsonNode config, String here) {
    JsonNode name = config.path("name");
    JsonNode trainable = config.path("trainable");
    try {
      Layer named = name.isTextual() ? layer.name(name.textValue()) : layer;
      return trainable.isBoolean() && !trainable.booleanValue() ? named.trainable(false) : named;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(here + ": " + e.getMessage(), e);
    }
  }

  /** The layer that stands for the code of a Lambda layer. */
  private Layer lambda(JsonNode node, Class<?> kind, String here) {
    String name = node.path("config").path("name").textValue();
    if (kind == Layer.class && name != null) {
      Optional<Layer> known = types.lambda(name);
      if (known.isPresent()) {
        return known.get();
      }
    }
    throw code(kind, name, here);
  }

  private static ConfigException code(Class<?> kind, String name, String here) {
    String reason =
        kind == Layer.class
            ? Unsupported.code(name)
            : "code in files is never run: make it a function with a name in Python and save again"
                + Unsupported.EXPORT;
    return new ConfigException(here + " cannot be read: " + reason);
  }

  private ConfigException unknown(ObjectName name, JsonNode config, Class<?> kind, String here) {
    Optional<String> reason =
        name.mayBeKeras() ? Unsupported.reason(name.name()) : Optional.empty();
    if (reason.isPresent()) {
      return new ConfigException(here + " cannot be read: " + reason.get());
    }
    if (kind == Activation.class
        && name.mayBeKeras()
        && types.find(name, Layer.class).isPresent()) {
      return new ConfigException(
          here
              + " cannot be read: it is a layer, with weights or a phase of its own, and no"
              + " function of numbers: make it the next layer in Python, and save again"
              + Unsupported.EXPORT);
    }
    return new ConfigException(
        here
            + ": the class '"
            + name.key()
            + "'"
            + (name.module() == null ? "" : " of " + name.module())
            + " is unknown: register it with KerasTypes.standard().with(\""
            + name.key()
            + "\", ...) and load with KerasOptions.standard().types(...)"
            + (config.path("layers").isEmpty()
                ? ""
                : "; or, if it is a model that computes what its layers do, say so with"
                    + " KerasTypes.standard().withModel(\""
                    + name.key()
                    + "\")")
            + orExport(kind));
  }

  /** What is needed to predict may also be run as Python exports it. */
  private static String orExport(Class<?> kind) {
    return kind == Layer.class || kind == Activation.class ? Unsupported.EXPORT : "";
  }

  /**
   * An object by its name alone, as Keras finds it: exactly so, then Keras's, then any package's.
   */
  private <T> T readShort(String name, Class<T> kind, String place) {
    return types
        .custom(name, kind)
        .or(() -> ofKeras(name, kind))
        .or(() -> types.unpackaged(name, kind))
        .map(kind::cast)
        .orElseThrow(() -> unknownShort(name, kind, place));
  }

  private Optional<Object> ofKeras(String name, Class<?> kind) {
    if (kind == Activation.class) {
      try {
        String plain = Aliases.activation(name);
        return Optional.of(
            FormerConfig.activation(version, plain).orElseGet(() -> Activations.of(plain)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return types
        .findShort(name, kind)
        .filter(each -> each.required().isEmpty())
        .map(each -> each.prototype().get());
  }

  private ConfigException unknownShort(String name, Class<?> kind, String place) {
    String known;
    if (name.equals("<lambda>")) {
      known = "it is a lambda of Python, whose code is not in the file";
    } else if (kind == Activation.class) {
      known = nearest(name);
    } else {
      known = "found " + types.ofKind(kind).stream().map(KerasType::className).toList();
    }
    return new ConfigException(
        place
            + "there is no "
            + kindName(kind)
            + " '"
            + name
            + "'; "
            + known
            + "; a function of your own is registered with KerasTypes.standard().withFunction(\""
            + name
            + "\", ...)"
            + orExport(kind));
  }

  private static String nearest(String activation) {
    try {
      return String.valueOf(Activations.of(activation));
    } catch (IllegalArgumentException e) {
      return e.getMessage().replaceFirst("^.*; (did you mean .*)$", "$1");
    }
  }

  private static String describe(Class<?> kind, JsonNode node) {
    JsonNode name = node.path("config").path("name");
    String label = name.isTextual() ? "'" + name.textValue() + "'" : null;
    if (label == null && node.path("name").isTextual()) {
      label = "'" + node.path("name").textValue() + "'";
    }
    String className = node.path("class_name").textValue();
    return kindName(kind) + " " + (label == null ? className : label + " (" + className + ")");
  }

  private static String kindName(Class<?> kind) {
    return kind.getSimpleName().toLowerCase(Locale.ROOT);
  }

  static String excerpt(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}

package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tensorflow.framework.activations.Activation;

/** Reads objects: finds the class that a configuration names, and gives it its options. */
final class ObjectReader {
  /** The modules of all that has been called Keras. */
  private static final Pattern KERAS =
      Pattern.compile("(tf_keras|keras_core|(tensorflow\\.(python\\.)?)?keras)(\\..*)?");

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
  <T> T read(JsonNode node, Class<T> kind, String place) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return readShort(node.textValue(), kind, place);
    }
    if (node.isNumber() && kind == Schedule.class) { // a learning rate
      return kind.cast(new Constant(node.doubleValue()));
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
    if (node.path("class_name").textValue().equals("function") && config.isTextual()) {
      return readShort(config.textValue(), kind, place);
    }
    String here = place + describe(kind, node);
    KerasType type = type(node, kind, here);
    if (!config.isObject()) {
      throw new IllegalArgumentException(here + ": config is missing");
    }
    Configurable object = type.prototype().get();
    ConfigReader reader = new ConfigReader(this, type, here, config);
    try {
      object.options(reader);
      reader.finish();
      object.validate();
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(here + ": " + e.getMessage(), e);
    }
    return kind.cast(object instanceof Layer layer ? placed(layer, config, here) : object);
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

  private KerasType type(JsonNode node, Class<?> kind, String here) {
    String className = node.path("class_name").textValue();
    String registered = node.path("registered_name").textValue();
    if (registered != null) {
      Optional<KerasType> custom = types.find(registered, kind);
      if (custom.isPresent()) {
        return custom.get();
      }
    }
    String module = node.path("module").textValue();
    boolean foreign = module != null && !KERAS.matcher(module).matches();
    boolean custom = registered != null && registered.matches("(?!(?i:keras)>).*>.*");
    Optional<KerasType> found = foreign || custom ? Optional.empty() : types.find(className, kind);
    return found.orElseThrow(() -> unknown(node, custom || foreign, here));
  }

  private static ConfigException unknown(JsonNode node, boolean custom, String here) {
    String className = node.path("class_name").textValue();
    Optional<String> reason = custom ? Optional.empty() : Unsupported.reason(className);
    if (reason.isPresent()) {
      return new ConfigException(here + " cannot be read: " + reason.get());
    }
    String module = node.path("module").textValue();
    String name = node.path("registered_name").asText(className);
    return new ConfigException(
        here
            + ": the class '"
            + name
            + "'"
            + (module == null ? "" : " of " + module)
            + " is unknown: register it with KerasTypes.standard().with(\""
            + name
            + "\", ...) and load with KerasOptions.standard().types(...)");
  }

  private <T> T readShort(String name, Class<T> kind, String place) {
    if (kind == Activation.class) {
      try {
        String plain = Aliases.activation(name);
        return kind.cast(
            FormerNames.activation(version, plain).orElseGet(() -> Activations.of(plain)));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(place + e.getMessage(), e);
      }
    }
    KerasType type =
        types
            .findShort(name, kind)
            .filter(each -> each.required().isEmpty())
            .orElseThrow(
                () ->
                    new ConfigException(
                        place
                            + "there is no "
                            + kindName(kind)
                            + " '"
                            + name
                            + "'; found "
                            + types.ofKind(kind).stream().map(KerasType::className).toList()));
    return kind.cast(type.prototype().get());
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

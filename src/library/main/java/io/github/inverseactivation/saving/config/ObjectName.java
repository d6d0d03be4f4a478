package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * How a file names a class or a function. Keras's own have a module of Keras, or none in old files;
 * what a Python program registers has a name {@code package>Name}; anything else has the module of
 * the program.
 *
 * @param module the Python module, or null
 * @param name the class's or function's name
 * @param registeredName the name it is registered by, or null
 */
record ObjectName(String module, String name, String registeredName) {
  private static final Pattern MODULES =
      Pattern.compile("(tf_keras|keras_core|(tensorflow\\.(python\\.)?)?keras)(\\..*)?");
  private static final Pattern REGISTERED = Pattern.compile("(?!(?i:keras)>).*>.*");

  /** Keras 2's newer optimizers are registered as if they were the user's. */
  private static final String CUSTOM = "Custom>";

  /** The name of a class. */
  static ObjectName ofClass(JsonNode node) {
    return new ObjectName(
        node.path("module").textValue(),
        node.path("class_name").textValue(),
        node.path("registered_name").textValue());
  }

  /** Whether the object may be one of Keras's own. */
  boolean mayBeKeras() {
    return (module == null || MODULES.matcher(module).matches())
        && (registeredName == null || !REGISTERED.matcher(registeredName).matches());
  }

  /** Whether a module says that it is one of Keras's own. */
  boolean isKeras() {
    return module != null && mayBeKeras() && registeredName == null;
  }

  /** The name a program registers it by. */
  String key() {
    return registeredName == null ? name : registeredName;
  }

  /** Its name in Keras, if it is Keras's. */
  String kerasName() {
    return module == null && name.startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : name;
  }
}

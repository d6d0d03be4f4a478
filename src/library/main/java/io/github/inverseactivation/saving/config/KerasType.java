package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.config.Configurable;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One class in Keras's files and the Java class it stands for.
 *
 * @param module Keras's module, or null for a class that is not Keras's
 * @param className the class's name in files
 * @param registeredName the name a Python program registers it under, or null for Keras's own
 * @param javaClass the Java class
 * @param prototype makes an object for a reader to fill in
 * @param required the options, by Java name, that a file must give
 * @param spelledAs the class name by which {@link Spelling} knows the options
 */
record KerasType(
    String module,
    String className,
    String registeredName,
    Class<?> javaClass,
    Supplier<? extends Configurable> prototype,
    Set<String> required,
    String spelledAs) {

  /** A class of Keras. */
  static KerasType of(
      String module,
      String className,
      Supplier<? extends Configurable> prototype,
      String... required) {
    Class<?> javaClass = prototype.get().getClass();
    return new KerasType(
        module, className, null, javaClass, prototype, Set.of(required), className);
  }

  /** A layer that one of Keras's applications defines for itself: Python finds it by its module. */
  static KerasType ofApplication(
      String module,
      String className,
      Supplier<? extends Configurable> prototype,
      String... required) {
    Class<?> javaClass = prototype.get().getClass();
    return new KerasType(
        "keras.src.applications." + module,
        className,
        className,
        javaClass,
        prototype,
        Set.of(required),
        className);
  }

  /** A class under a registered name, {@code package>Name}, or {@code Name} alone. */
  static KerasType custom(
      String registeredName, Supplier<? extends Configurable> prototype, String... required) {
    String className = registeredName.substring(registeredName.indexOf('>') + 1);
    Class<?> javaClass = prototype.get().getClass();
    return new KerasType(
        null, className, registeredName, javaClass, prototype, Set.of(required), className);
  }

  /** Another name, that of a Python program's own, for the Java class of this entry. */
  KerasType alias(String alias, Supplier<? extends Configurable> newPrototype) {
    return new KerasType(
        null,
        alias.substring(alias.indexOf('>') + 1),
        alias,
        javaClass,
        newPrototype,
        required,
        spelledAs);
  }

  /** Whether it is a class of a Python program's own, and not of Keras or its applications. */
  boolean isCustom() {
    return module == null && registeredName != null;
  }

  /** The name it is looked up by. */
  String key() {
    return registeredName == null ? className : registeredName;
  }
}

package io.github.inverseactivation.saving.config;

/**
 * A function of a Python program and the Java object that computes it.
 *
 * @param name the name it is registered by
 * @param object the object, always the same
 */
record KerasFunction(String name, Object object) {}

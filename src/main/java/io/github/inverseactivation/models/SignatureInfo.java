package io.github.inverseactivation.models;

import java.util.Map;

/**
 * One way to call a {@link SavedModel}.
 *
 * @param name the name of the signature, {@code serving_default} for most models
 * @param inputs what it takes, sorted by name
 * @param outputs what it returns, sorted by name
 */
public record SignatureInfo(
    String name, Map<String, TensorSpec> inputs, Map<String, TensorSpec> outputs) {}

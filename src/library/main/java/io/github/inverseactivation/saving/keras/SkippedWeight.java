package io.github.inverseactivation.saving.keras;

/**
 * A weight that kept its value when weights were read from a file.
 *
 * @param path its path in the model, such as {@code dense/kernel}
 * @param reason what the file has in its place: other shapes, more or fewer weights, or nothing
 */
public record SkippedWeight(String path, String reason) {}

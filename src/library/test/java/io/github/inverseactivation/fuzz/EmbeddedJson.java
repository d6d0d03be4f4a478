package io.github.inverseactivation.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes a configuration within an HDF5 file, whose size stays as it is. */
final class EmbeddedJson {
  /** What the configuration of a model begins with, and that of its training. */
  private static final List<String> STARTS = List.of("{\"class_name\"", "{\"module\"", "{\"loss\"");

  private final byte[] file;
  private final int start;
  private final int length;
  private final JsonMutator mutator;

  private EmbeddedJson(byte[] file, String text, int start) {
    this.file = file;
    this.start = start;
    int depth = 0;
    int end = start;
    do {
      depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
      end++;
    } while (depth > 0);
    length = end - start;
    mutator = new JsonMutator(Arrays.copyOfRange(file, start, end));
  }

  /** All configurations in a file. */
  static List<EmbeddedJson> allOf(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return STARTS.stream()
        .map(text::indexOf)
        .filter(start -> start >= 0 && text.charAt(start - 1) < ' ')
        .map(start -> new EmbeddedJson(file, text, start))
        .toList();
  }

  byte[] mutate(Random random) {
    byte[] config = mutator.mutate(random);
    byte[] mutant = file.clone();
    Arrays.fill(mutant, start, start + length, (byte) ' ');
    System.arraycopy(config, 0, mutant, start, Math.min(config.length, length));
    return mutant;
  }
}

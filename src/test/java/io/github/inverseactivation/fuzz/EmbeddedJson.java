package io.github.inverseactivation.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes the model's configuration within an HDF5 file, whose size stays as it is. */
final class EmbeddedJson {
  private static final String START = "{\"class_name\"";

  private final byte[] file;
  private final int start;
  private final int length;
  private final JsonMutator mutator;

  EmbeddedJson(byte[] file) {
    this.file = file;
    String text = new String(file, StandardCharsets.ISO_8859_1);
    start = Math.max(text.indexOf(START), text.indexOf("{\"module\""));
    int depth = 0;
    int end = start;
    do {
      depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
      end++;
    } while (depth > 0);
    length = end - start;
    mutator = new JsonMutator(Arrays.copyOfRange(file, start, end));
  }

  byte[] mutate(Random random) {
    byte[] config = mutator.mutate(random);
    byte[] mutant = file.clone();
    Arrays.fill(mutant, start, start + length, (byte) ' ');
    System.arraycopy(config, 0, mutant, start, Math.min(config.length, length));
    return mutant;
  }
}

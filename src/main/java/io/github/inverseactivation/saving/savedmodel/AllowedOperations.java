package io.github.inverseactivation.saving.savedmodel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The table of operations that a file from strangers may use, {@code allowed-operations.txt}. */
final class AllowedOperations {
  /** Where an operation may stand. */
  enum Permission {
    ALWAYS,
    RESTORE,
    SAVE,
    INITIALISE,
    NEVER
  }

  private static final Map<String, Permission> TABLE = read();

  private AllowedOperations() {}

  static Permission of(String operation) {
    return TABLE.getOrDefault(operation, Permission.NEVER);
  }

  private static Map<String, Permission> read() {
    Map<String, Permission> table = new HashMap<>();
    try (InputStream in = AllowedOperations.class.getResourceAsStream("allowed-operations.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] words = line.split(" ");
        boolean conditional = words[0].startsWith("!");
        Permission permission =
            conditional
                ? Permission.valueOf(words[0].substring(1).toUpperCase(java.util.Locale.ROOT))
                : Permission.ALWAYS;
        for (int i = conditional ? 1 : 0; i < words.length; i++) {
          table.put(words[i], permission);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table of allowed operations cannot be read", e);
    }
    return table;
  }
}

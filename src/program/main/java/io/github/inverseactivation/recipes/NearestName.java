package io.github.inverseactivation.recipes;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a name that does not exist. */
public final class NearestName {
  private NearestName() {}

  /**
   * The name that differs least from a misspelt one: by insertions, deletions and replacements of
   * characters (Levenshtein's distance), at most a third of the name's length.
   *
   * @param name what was written
   * @param known the names that exist
   * @return the nearest name, empty if none is near
   */
  public static Optional<String> of(String name, Collection<String> known) {
    String written = name.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, (written.length() + 1) / 3);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - written.length()) <= limit)
        .filter(candidate -> distance(written, candidate.toLowerCase(Locale.ROOT)) <= limit)
        .min(Comparator.comparingInt(c -> distance(written, c.toLowerCase(Locale.ROOT))));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

package io.github.inverseactivation.saving.savedmodel;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of nodes in one graph, made of names that users gave: legal in TensorFlow, and each used
 * once.
 */
final class NodeNames {
  private final Set<String> taken = new HashSet<>();

  /**
   * A name for a node.
   *
   * @param wanted any text
   * @return the text, with {@code _} in place of what no node's name may hold, and a number behind
   *     it where that is taken
   */
  String unused(String wanted) {
    String legal = wanted.replaceAll("[^A-Za-z0-9_.\\-/]", "_").replaceAll("/+", "/");
    if (!legal.matches("[A-Za-z0-9.].*")) {
      legal = "named" + (legal.startsWith("_") || legal.startsWith("/") ? "" : "_") + legal;
    }
    if (legal.endsWith("/")) {
      legal += "_";
    }
    String name = legal;
    // TensorFlow makes the names of arguments from these, in lower case.
    for (int i = 1; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = legal + "_" + i;
    }
    return name;
  }
}

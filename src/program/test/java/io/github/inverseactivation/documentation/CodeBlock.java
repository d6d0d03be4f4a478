package io.github.inverseactivation.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of code in the documentation.
 *
 * @param file where it stands
 * @param line the line it begins on
 * @param language what it is written in: java, sh, python, xml
 * @param text the code
 */
record CodeBlock(Path file, int line, String language, String text) {
  private static final Pattern MARKDOWN = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern JAVADOC =
      Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>");

  /** The pages at the top and in docs. */
  static List<Path> markdown() throws IOException {
    List<Path> files =
        new ArrayList<>(
            List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")));
    files.addAll(filesBelow(Path.of("docs"), ".md"));
    return files;
  }

  /** The blocks of these pages. */
  static List<CodeBlock> inMarkdown() throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    for (Path file : markdown()) {
      String content = Files.readString(file);
      Matcher matcher = MARKDOWN.matcher(content);
      while (matcher.find()) {
        blocks.add(
            new CodeBlock(
                file, lineOf(content, matcher.start()), matcher.group(1), matcher.group(2)));
      }
    }
    return blocks;
  }

  /** The examples in the Javadoc of the library: {@code <pre>{@code ...}</pre>} is Java. */
  static List<CodeBlock> inJavadoc() throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    List<Path> files = new ArrayList<>(filesBelow(Path.of("src/library/main/java"), ".java"));
    files.addAll(filesBelow(Path.of("src/program/main/java"), ".java"));
    for (Path file : files) {
      String content = Files.readString(file);
      Matcher matcher = JAVADOC.matcher(content);
      while (matcher.find()) {
        String code = matcher.group(1).replaceAll("(?m)^ *\\* ?", "");
        blocks.add(new CodeBlock(file, lineOf(content, matcher.start()), "java", code));
      }
    }
    return blocks;
  }

  private static List<Path> filesBelow(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static int lineOf(String content, int offset) {
    return (int) content.substring(0, offset).lines().count() + 1;
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}

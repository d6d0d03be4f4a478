package io.github.inverseactivation.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.saving.config.KerasTypes;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows works: its code compiles or runs, its links lead somewhere. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([\\w./-]+)\\)");

  @Test
  void javaCompiles() throws IOException {
    List<CodeBlock> blocks =
        Stream.concat(CodeBlock.inMarkdown().stream(), CodeBlock.inJavadoc().stream())
            .filter(block -> block.language().equals("java"))
            .toList();
    assertThat(blocks).hasSizeGreaterThan(60);
    assertThat(Snippets.errors(blocks)).isEmpty();
  }

  @Test
  void wrongJavaIsNoticed() {
    CodeBlock wrong = new CodeBlock(Path.of("README.md"), 1, "java", "new Dense(\"ten\");");
    assertThat(Snippets.errors(List.of(wrong))).hasSize(1);
  }

  @Test
  @NeedsPython
  void pythonRuns(@TempDir Path folder) throws IOException {
    try (Sequential model =
        Sequential.of(
            Input.shape(28, 28, 1), new Flatten(), new Dense(10).activation(Activations.LINEAR))) {
      model.export(folder.resolve("digits"));
    }
    List<CodeBlock> blocks =
        CodeBlock.inMarkdown().stream().filter(b -> b.language().equals("python")).toList();
    assertThat(blocks).isNotEmpty();
    for (CodeBlock block : blocks) {
      String script = "import os\nos.chdir('" + folder + "')\n" + block.text();
      assertThat(Python.run(script)).as(block.toString()).contains("dense/kernel");
    }
  }

  @Test
  @NeedsPython
  void layersThatAreNotHereAreNamed() throws IOException {
    String keras =
        Python.run(
            """
            import keras
            from keras.src.api_export import get_name_from_symbol
            named = vars(keras.layers).values()
            layers = {c for c in named if isinstance(c, type) and issubclass(c, keras.Layer)}
            print(*(get_name_from_symbol(layer).split(".")[-1] for layer in layers))
            """);
    Set<String> missing = new TreeSet<>(List.of(keras.strip().split(" ")));
    missing.removeAll(KerasTypes.standard().layerNames());
    missing.removeAll(List.of("InputLayer", "Layer", "Wrapper")); // nothing to save
    Matcher sentence =
        Pattern.compile("Every layer that Keras has[^.]* but([^.]*)\\.")
            .matcher(Files.readString(Path.of("docs/files.md")));
    assertThat(sentence.find()).isTrue();
    assertThat(
            Pattern.compile("`(\\w+)`")
                .matcher(sentence.group(1))
                .results()
                .map(result -> result.group(1)))
        .containsExactlyInAnyOrderElementsOf(missing);
  }

  @Test
  void commandsExist() throws IOException {
    for (CodeBlock block : CodeBlock.inMarkdown()) {
      if (block.language().equals("sh")) {
        for (String line : block.text().lines().toList()) {
          Path program = Path.of(line.split(" ")[0]);
          boolean known = line.startsWith("mvn ") || Files.isExecutable(program);
          assertThat(known).as(block + ": " + line).isTrue();
        }
      }
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (Path file : CodeBlock.markdown()) {
      Matcher links = LINK.matcher(Files.readString(file));
      while (links.find()) {
        Path target = file.toAbsolutePath().resolveSibling(links.group(1)).normalize();
        assertThat(target).as(file + ": " + links.group(1)).exists();
      }
    }
  }
}

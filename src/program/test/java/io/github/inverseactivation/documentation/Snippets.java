package io.github.inverseactivation.documentation;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the documentation's Java: whole classes as they are, statements inside a method. */
final class Snippets {
  private static final String ROOT = "io.github.inverseactivation";
  private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*");
  private static final Pattern SOURCES = Pattern.compile("src/\\w+/main/java/");
  private static final Pattern WHOLE_CLASS =
      Pattern.compile("(?m)^(public |final |abstract )*(class|interface|record) \\w+");
  private static final Pattern MEMBER = Pattern.compile("(?m)^(@Override|public|protected) ");

  /** What a reader would have at hand; a block's own variables come before these. */
  private static final String AMBIENT =
      """
        static Ops tf;
        static float[] image;
        static byte[] bytes, json;
        static long epochSeed;
        static Path path;
        static Dataset data;
        static Sequential model;
        static Model trained;
        static TrainTest mnist;
        static void train(Batch batch) {}
      """;

  /** In the packages that emit operations, values are operands; elsewhere they are arrays. */
  private static final Set<String> OF_OPERANDS =
      Set.of("ops", "activations", "constraints", "regularizers", "initializers", "losses");

  private static final String OPERANDS =
      """
        static Operand<TFloat32> x, y, z, images, kernel, kernels, convolutionKernel, scores;
        static Operand<TFloat32> logits, predictions;
        static Operand<TInt32> labels;
      """;

  private static final String TENSORS = "static Tensor x, y;\n";

  private static final String ARRAYS =
      "static Array x, y, images, labels, weights, digits, slants;\n";

  private static final Map<String, List<String>> NAMES = new TreeMap<>();

  static {
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/inverseactivation/testing/"))
            .importPackages(ROOT)) {
      if (type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass()) {
        NAMES.computeIfAbsent(type.getSimpleName(), n -> new ArrayList<>()).add(type.getName());
      }
    }
  }

  private Snippets() {}

  /** What the compiler says against the blocks; empty if it takes them all. */
  static List<String> errors(List<CodeBlock> blocks) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    Map<String, CodeBlock> byName = new TreeMap<>();
    List<JavaFileObject> units = new ArrayList<>();
    for (CodeBlock block : blocks) {
      String name = "Snippet" + units.size();
      byName.put(name, block);
      units.add(new Source(name, unit(name, block)));
    }
    List<String> options =
        List.of("-proc:none", "-implicit:none", "-d", System.getProperty("java.io.tmpdir"));
    compiler.getTask(null, null, diagnostics, analyzeOnly(options), null, units).call();
    List<String> errors = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        String unit = diagnostic.getSource().getName().replaceAll(".*(Snippet\\d+).*", "$1");
        errors.add(byName.get(unit) + ": " + diagnostic.getMessage(Locale.ROOT));
      }
    }
    return errors;
  }

  private static List<String> analyzeOnly(List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add("-XDshould-stop.ifNoError=FLOW");
    return all;
  }

  private static String unit(String name, CodeBlock block) {
    String home = home(block);
    String ambient = AMBIENT + values(home);
    String code = block.text();
    String body;
    if (WHOLE_CLASS.matcher(code).find()) {
      body = "class " + name + " {\n" + ambient + code.replaceAll("(?m)^public ", "") + "\n}";
    } else if (MEMBER.matcher(code).find()) {
      body = "abstract class " + name + " {\n" + ambient + code + "\n}";
    } else {
      String statements = statements(code);
      body =
          "class "
              + name
              + " {\n"
              + ambient
              + "void run() throws Exception {\n"
              + statements
              + "\n}\n}";
    }
    return imports(block, home, body) + body;
  }

  private static String values(String home) {
    if (OF_OPERANDS.contains(home.replace(ROOT + ".", ""))) {
      return OPERANDS;
    }
    return home.startsWith(ROOT + ".layers") ? TENSORS : ARRAYS;
  }

  /** A comment in a line of its own goes with the line, so that it divides no statement. */
  private static String withoutComments(String code) {
    return code.replaceAll("(?m)^ *//.*\\R", "").replaceAll("(?m) *//.*$", "");
  }

  /** Expressions by themselves are shown for what they make: each becomes a statement. */
  private static String statements(String code) {
    StringBuilder statements = new StringBuilder();
    String line = "";
    for (String next : withoutComments(code).lines().toList()) {
      boolean begins = next.startsWith("new ") || next.startsWith("Input.") || next.isBlank();
      if (begins && line.endsWith(")")) {
        statements.append(';');
      }
      statements.append('\n').append(next);
      line = next.isBlank() ? "" : next;
    }
    return statements + (line.endsWith(")") ? ";" : "");
  }

  /** The package that a block stands in, empty outside the sources. */
  private static String home(CodeBlock block) {
    String file = block.file().toString().replace('\\', '/');
    Matcher sources = SOURCES.matcher(file);
    return sources.lookingAt()
        ? file.substring(sources.end(), file.lastIndexOf('/')).replace('/', '.')
        : "";
  }

  /** One import for each name; where packages share one, that of the block's own file is meant. */
  private static String imports(CodeBlock block, String home, String body) {
    StringBuilder imports =
        new StringBuilder(
            """
            import java.io.*;
            import java.nio.file.*;
            import java.util.*;
            import org.tensorflow.*;
            import org.tensorflow.framework.activations.Softplus;
            import org.tensorflow.ndarray.Shape;
            import org.tensorflow.op.Ops;
            import org.tensorflow.op.core.Placeholder;
            import org.tensorflow.types.*;
            import org.tensorflow.types.family.*;
            """);
    if (!home.isEmpty()) {
      String self = block.file().getFileName().toString().replace(".java", "");
      imports.append("import ").append(home).append('.').append(self).append(".*;\n");
    }
    if (!home.startsWith(ROOT + ".layers")) {
      imports.append("import org.tensorflow.framework.activations.Activation;\n");
    }
    Matcher words = WORD.matcher(body);
    List<String> done = new ArrayList<>();
    if (!home.startsWith(ROOT + ".layers")) {
      done.add("Activation");
    }
    while (words.find()) {
      String word = words.group();
      if (NAMES.containsKey(word) && !done.contains(word)) {
        done.add(word);
        imports.append("import ").append(choose(NAMES.get(word), home)).append(";\n");
      }
    }
    return imports.toString();
  }

  private static String choose(List<String> candidates, String home) {
    for (String family : List.of(home, ROOT + ".layers", ROOT + ".losses")) {
      for (String candidate : family.isEmpty() ? List.<String>of() : candidates) {
        if (candidate.startsWith(family)) {
          return candidate;
        }
      }
    }
    return candidates.get(0);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}

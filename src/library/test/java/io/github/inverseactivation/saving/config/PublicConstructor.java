package io.github.inverseactivation.saving.config;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A public constructor, or static factory, as the sources have it: class files do not keep the
 * names of parameters.
 *
 * @param family the package of Keras: {@code layers}, {@code optimizers.schedules}
 * @param className the class
 * @param factory the factory's name, or null for a constructor
 * @param parameters in order
 */
record PublicConstructor(
    String family, String className, String factory, List<Parameter> parameters) {
  private static final Path SOURCES = Path.of("src/library/main/java/io/github/inverseactivation");

  /**
   * One parameter.
   *
   * @param name its name
   * @param type its type as it is written, {@code int...} as {@code int[]}
   * @param repeated whether it takes any number of values
   */
  record Parameter(String name, String type, boolean repeated) {
    boolean isNumber() {
      return List.of("int", "long", "double", "float").contains(type);
    }

    /** The name as Python writes it: {@code beta1} is {@code beta_1}. */
    String inPython() {
      return Spelling.key(name).toLowerCase(Locale.ROOT);
    }
  }

  /** All of the public classes that can be made, in the packages of a family of Keras. */
  static List<PublicConstructor> all(String family) throws IOException {
    Path folder = SOURCES.resolve(family.replace('.', '/'));
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder, family.equals("layers") ? 2 : 1)) {
      files = tree.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      Stream.Builder<PublicConstructor> found = Stream.builder();
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree tree : unit.getTypeDecls()) {
          if (tree instanceof ClassTree type && isPublic(type)) {
            constructors(family, type).forEach(found);
          }
        }
      }
      return found.build().toList();
    }
  }

  private static boolean isPublic(ClassTree type) {
    var flags = type.getModifiers().getFlags();
    return type.getKind() == Tree.Kind.CLASS
        && flags.contains(Modifier.PUBLIC)
        && !flags.contains(Modifier.ABSTRACT);
  }

  private static Stream<PublicConstructor> constructors(String family, ClassTree type) {
    String name = type.getSimpleName().toString();
    return type.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .filter(method -> method.getModifiers().getFlags().contains(Modifier.PUBLIC))
        .filter(method -> method.getReturnType() == null || isFactory(method, name))
        .map(
            method ->
                new PublicConstructor(
                    family,
                    name,
                    method.getReturnType() == null ? null : method.getName().toString(),
                    method.getParameters().stream().map(PublicConstructor::parameter).toList()));
  }

  private static boolean isFactory(MethodTree method, String className) {
    return method.getModifiers().getFlags().contains(Modifier.STATIC)
        && method.getReturnType().toString().equals(className);
  }

  private static Parameter parameter(VariableTree parameter) {
    return new Parameter(
        parameter.getName().toString(),
        parameter.getType().toString(),
        parameter.toString().contains("..."));
  }

  @Override
  public String toString() {
    String types =
        String.join(", ", parameters.stream().map(each -> each.type + " " + each.name).toList());
    return (factory == null ? "new " + className : className + "." + factory) + "(" + types + ")";
  }
}

package io.github.inverseactivation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may use which: arrows point down only. */
class ArchitectureTest {
  private static final String ROOT = "io.github.inverseactivation";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/inverseactivation/testing/"))
          .importPackages(ROOT);

  /** The table of docs/architecture.md. A package's sub-packages may use what it may, and it. */
  private static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("ops", Set.of());
    MAY_USE.put("config", Set.of());
    MAY_USE.put("data", Set.of());
    MAY_USE.put("runtime", Set.of("data"));
    MAY_USE.put("datasets", Set.of("data"));
    Set<String> functions = Set.of("activations", "initializers", "regularizers", "constraints");
    functions.forEach(name -> MAY_USE.put(name, Set.of("ops", "config")));
    Set<String> base = union(functions, "ops", "config");
    MAY_USE.put("losses", base);
    MAY_USE.put("metrics", union(base, "losses"));
    MAY_USE.put("optimizers", union(base, "data"));
    MAY_USE.put("layers", union(base, "data"));
    MAY_USE.put("topology", union(base, "layers", "data"));
    MAY_USE.put("callbacks", Set.of("metrics", "data"));
    MAY_USE.put("training", union(base, "losses", "metrics", "optimizers", "callbacks", "data"));
    Set<String> described =
        union(base, "layers", "losses", "metrics", "optimizers", "topology", "data", "runtime");
    MAY_USE.put("engine", union(described, "callbacks", "training"));
    MAY_USE.put("saving", union(described, "training"));
    MAY_USE.put("models", union(described, "callbacks", "training", "engine", "saving"));
    MAY_USE.put("examples", union(MAY_USE.get("models"), "models"));
    MAY_USE.put("recipes", union(MAY_USE.get("models"), "models", "datasets"));
    MAY_USE.put("reports", union(MAY_USE.get("models"), "models"));
    MAY_USE.put("cli", union(MAY_USE.get("recipes"), "recipes", "reports"));
  }

  private static Set<String> union(Set<String> first, String... more) {
    Set<String> all = new TreeSet<>(first);
    all.addAll(Arrays.asList(more));
    return all;
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      String user = family(from);
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT) && !family(target).equals(user)) {
          if (!MAY_USE.containsKey(user) || !MAY_USE.get(user).contains(family(target))) {
            violations.add(from.getName() + " uses " + target.getName());
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void theTableNamesEveryPackageAndNoOther() {
    Set<String> packages =
        CLASSES.stream()
            .map(ArchitectureTest::family)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @Test
  void packagesFormNoCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void publicClassesAreAbstractOrFinal() {
    List<String> open =
        CLASSES.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> !type.isInterface() && !type.isEnum() && !type.isRecord())
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
            .map(JavaClass::getName)
            .toList();
    assertThat(open).isEmpty();
  }

  /** The first package below the root: the sub-packages of a family share its row. */
  private static String family(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(ROOT)) {
      return "";
    }
    String below = name.substring(ROOT.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}

package io.github.inverseactivation.recipes;

import java.util.List;

/** All recipes. */
public final class Recipes {
  private static final List<Recipe> ALL =
      List.of(
          new MnistRecipe(),
          new MnistReluRecipe(),
          new MnistRecordRecipe(),
          new MnistRecordReluRecipe(),
          new MnistTinyRecipe(),
          new MnistTinyReluRecipe(),
          new FashionRecordRecipe(),
          new FashionRecordReluRecipe(),
          new FashionMonsteraRecipe(),
          new FashionMonsteraReluRecipe());

  private Recipes() {}

  /**
   * All recipes.
   *
   * @return the recipes, the default one first
   */
  public static List<Recipe> all() {
    return ALL;
  }

  /**
   * The recipe of a name.
   *
   * @param name the name, such as {@code mnist}
   * @return the recipe
   * @throws IllegalArgumentException if there is none; it names those that there are, and the
   *     nearest one if the name is nearly right
   */
  public static Recipe named(String name) {
    for (Recipe recipe : ALL) {
      if (recipe.name().equals(name)) {
        return recipe;
      }
    }
    List<String> names = ALL.stream().map(Recipe::name).toList();
    String expected = "xpected one of " + String.join(", ", names);
    throw new IllegalArgumentException(
        "unknown recipe '"
            + name
            + "'"
            + NearestName.of(name, names)
                .map(nearest -> ", did you mean " + nearest + "? E" + expected)
                .orElse(", e" + expected));
  }
}

package io.github.inverseactivation.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.models.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipesTest {

  @Test
  void equalWidthWithHalfTheKernels() {
    Summary inverse = summary(new MnistRecipe(), 10, 28, 28, 1);
    Summary relu = summary(new MnistReluRecipe(), 10, 28, 28, 1);

    assertThat(shapes(inverse, "InverseActivation")).isEqualTo(shapes(relu, "ReLU")).hasSize(3);
    // 26*26*9*16 + 11*11*9*32*32 + 1600*64 + 128*10
    assertThat(inverse.macs()).isEqualTo(97_344 + 1_115_136 + 102_400 + 1_280);
    assertThat(relu.macs()).isEqualTo(2 * (97_344 + 1_115_136 + 102_400) + 1_280);
    assertThat(inverse.parameters()).isEqualTo(160 + 9_248 + 102_464 + 1_290);
  }

  @Test
  void imagesOfAnySizeFit() {
    for (int size : new int[] {1, 2, 5, 9, 10, 11, 32}) {
      for (Recipe recipe : Recipes.all()) {
        Summary summary = summary(recipe, 3, size, size + 1, 3);
        assertThat(summary.layers().get(summary.layers().size() - 1).outputShape())
            .containsExactly(-1L, 3L);
      }
    }
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MnistRecipe().model(10, 784))
        .withMessage(
            "examples of shape [784] for the recipe mnist, which takes images of [height, width,"
                + " channels]: reshape the data");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MnistRecipe().model(1, 28, 28, 1))
        .withMessageContaining("expected at least 2");
  }

  @Test
  void aRecipeIsFoundByItsName() {
    assertThat(Recipes.all()).allMatch(recipe -> Recipes.named(recipe.name()) == recipe);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recipes.named("mnist-rleu"))
        .withMessage(
            "unknown recipe 'mnist-rleu', did you mean mnist-relu? Expected one of mnist,"
                + " mnist-relu");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recipes.named("imagenet-21k"))
        .withMessage("unknown recipe 'imagenet-21k', expected one of mnist, mnist-relu");
  }

  private static Summary summary(Recipe recipe, int classes, long... shape) {
    try (Sequential model = recipe.model(classes, shape)) {
      return model.summary();
    }
  }

  private static List<List<Long>> shapes(Summary summary, String type) {
    return summary.layers().stream()
        .filter(row -> row.type().equals(type))
        .map(Summary.Row::outputShape)
        .toList();
  }
}

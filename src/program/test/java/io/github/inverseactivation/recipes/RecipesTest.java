package io.github.inverseactivation.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class RecipesTest {
  private static final String NAMES =
      "mnist, mnist-relu, mnist-record, mnist-record-relu, mnist-tiny, mnist-tiny-relu,"
          + " fashion-record, fashion-record-relu, fashion-monstera,"
          + " fashion-monstera-relu";

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

  /** The limits that the recipes' records are for, and how much their twins need. */
  @Test
  void recordsAreSmallAndTheirTwinsHaveTheSameWidth() {
    Map<String, Summary> summaries = new HashMap<>();
    Recipes.all().forEach(r -> summaries.put(r.name(), summary(r, 10, 28, 28, 1)));

    assertThat(summaries.get("mnist-record").parameters()).isLessThanOrEqualTo(250_000);
    assertThat(summaries.get("fashion-record").parameters()).isLessThanOrEqualTo(250_000);
    assertThat(summaries.get("fashion-monstera").macs())
        .isLessThan(summaries.get("fashion-record").macs());
    assertThat(summaries.get("mnist-tiny").parameters()).isLessThanOrEqualTo(10_000);
    assertThat(summaries.get("mnist-tiny").macs()).isLessThanOrEqualTo(600_000);
    for (String name :
        List.of("mnist-record", "mnist-tiny", "fashion-record", "fashion-monstera")) {
      Summary inverse = summaries.get(name);
      Summary relu = summaries.get(name + "-relu");
      List<List<Long>> widths = shapes(inverse, "InverseActivation");
      assertThat(widths).isNotEmpty();
      assertThat(shapes(relu, "ReLU")).containsAll(widths);
      assertThat(shapes(inverse, "Dense")).isEqualTo(shapes(relu, "Dense"));
      assertThat(inverse.macs()).isLessThan(relu.macs());
    }
    for (String name : List.of("mnist-record", "mnist-tiny")) { // no layer is without
      assertThat((double) summaries.get(name).macs())
          .isLessThan(0.55 * summaries.get(name + "-relu").macs());
      assertThat((double) summaries.get(name).parameters())
          .isLessThan(0.55 * summaries.get(name + "-relu").parameters());
    }
  }

  @Test
  void whatIsTrainedHasTheWeightsOfTheModel() {
    for (Recipe recipe : Recipes.all()) {
      try (Model model = recipe.model(10, 28, 28, 1)) {
        recipe
            .trainingModel(10, 28, 28, 1)
            .ifPresent(
                training -> {
                  try (training) {
                    assertThat(paths(training)).isEqualTo(paths(model)).isNotEmpty();
                  }
                });
      }
    }
  }

  private static Map<String, Shape> paths(Model model) {
    Map<String, Shape> paths = new HashMap<>();
    model.network().weights().forEach(each -> paths.put(each.path(), each.spec().shape()));
    return paths;
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
            "unknown recipe 'mnist-rleu', did you mean mnist-relu? Expected one of " + NAMES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recipes.named("imagenet-21k"))
        .withMessage("unknown recipe 'imagenet-21k', expected one of " + NAMES);
  }

  private static Summary summary(Recipe recipe, int classes, long... shape) {
    try (Model model = recipe.model(classes, shape)) {
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
